package org.openx400.mta.mixer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.ipm.BodyPart.FileTransfer;
import org.openx400.mta.ipm.BodyPart.GeneralText;
import org.openx400.mta.ipm.InterpersonalMessage;
import org.openx400.mta.ipm.IpmCodec;
import org.openx400.mta.octets.Octets;

class InternetMessageTest {
    private static final String MAIL = """
            Received: from x by y; Fri, 20 Nov 2026 10:00:00 +0000
            From: =?utf-8?Q?J=C3=B6rg?= <ann@example.net>
            To: "Smith, John" <smith@example.com>, Duty Officer <duty@example.com>
            Cc: =?utf-8?B?5rGJ5a2X?= <x_y@example.net>
            Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?= aus Berlin
            Message-ID: <12.34@example.net>
            In-Reply-To: <"7 26*/S=Smith/PRMD=EXAMPLE/ADMD= /C=US/"@MHS>
            References: <AM9PR06MB1234567890123456789012345678901234567890@AM9PR06MB12345.eurprd06.prod.outlook.com>
            Date: Fri, 20 Nov 2026 11:00:00 +0100
            Importance: high
            X-Mailer: none
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: multipart/alternative; boundary=c

            --c
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Gr=C3=BC=C3=9Fe
            --c
            Content-Type: text/html; charset=utf-8

            <b>Grüße</b>
            --c--
            --b
            Content-Type: application/pdf; name="a b.pdf"
            Content-Disposition: attachment; filename="a b.pdf"
            Content-Transfer-Encoding: base64

            JVBERi0xLjQ=
            --b--
            """;

    @Test
    void twoMailsMayBeEqualUnlessTheirHeaderTellsThemApart() {
        assertThat(RoundTrip.toX400(RoundTrip.mail("Subject: tea\n\nAt four?")).distinct())
                .isFalse();
        assertThat(RoundTrip.toX400(RoundTrip.mail("Message-ID: <1@example.net>\n\nAt four?"))
                        .distinct())
                .isTrue();
        assertThat(RoundTrip.toX400(
                                RoundTrip.mail("Received: from x by y; Fri, 20 Nov 2026 10:00:00 +0000\n\nAt four?"))
                        .distinct())
                .isTrue();
    }

    @Test
    void goesThereAndBack() throws Exception {
        Conversion.Message message = RoundTrip.toX400(RoundTrip.mail(MAIL));
        InterpersonalMessage ipm = (InterpersonalMessage) IpmCodec.decode(RoundTrip.content(message));
        assertThat(message.envelope().contentType()).isEqualTo(ContentType.INTERPERSONAL_MESSAGING_1988);
        assertThat(message.envelope().contentIdentifier()).isEqualTo("Gr??e aus Berlin");
        assertThat(ipm.heading().subject()).isEqualTo("Grüße aus Berlin");
        assertThat(ipm.heading().originator())
                .hasToString("Jörg <C=US;A= ;P=GATEWAY;O=Internet;DDA:RFC-822=ann(a)example.net>");
        assertThat(ipm.heading().copyRecipients().get(0).recipient())
                .hasToString("?? <C=US;A= ;P=GATEWAY;O=Internet;DDA:RFC-822=x(u)y(a)example.net>");
        assertThat(ipm.heading().repliedToIpm()).hasToString("7 26 of C=US;A= ;P=EXAMPLE;S=Smith");
        assertThat(ipm.body())
                .containsExactly(
                        GeneralText.of("Grüße", StandardCharsets.UTF_8),
                        new FileTransfer(
                                null,
                                null,
                                null,
                                List.of("Content-Type: text/html; charset=utf-8"),
                                Octets.utf8("<b>Grüße</b>")),
                        new FileTransfer(
                                "a b.pdf",
                                null,
                                null,
                                List.of(
                                        "Content-Type: application/pdf; name=\"a b.pdf\"",
                                        "Content-Disposition: attachment"),
                                Octets.latin1("%PDF-1.4")));
        String back = new String(
                RoundTrip.octets(RoundTrip.toInternet(message.envelope(), RoundTrip.content(message))),
                StandardCharsets.UTF_8);
        assertThat(back).contains("""
                        From: =?ISO-8859-1?Q?J=F6rg?= <ann@example.net>
                        To: "Smith, John" <smith@example.com>, Duty Officer <duty@example.com>
                        Cc: =?utf-8?B?5rGJ5a2X?= <x_y@example.net>
                        Subject: =?ISO-8859-1?Q?Gr=FC=DFe_aus_Berlin?=
                        Message-ID: <12.34@example.net>
                        In-Reply-To: <"7 26*/S=Smith/PRMD=EXAMPLE/ADMD= /C=US/"@MHS>
                        References: <AM9PR06MB1234567890123456789012345678901234567890@AM9PR06MB12345.eurprd06.prod.outlook.com>
                        Importance: high
                        Date: Fri, 20 Nov 2026 11:00:00 +0100
                        X-Mailer: none
                        MIME-Version: 1.0
                        Content-Type: multipart/mixed; boundary="
                        """.strip().replace("\n", "\r\n"));
        assertThat(back)
                .contains("Relayed; Sat, 21 Nov 2026 10:00:00 +0000\r\n"
                        + "Received: from x by y; Fri, 20 Nov 2026 10:00:00 +0000\r\nX400-MTS-Identifier: ");
        assertThat(back).contains("multipart/alternative").contains("Gr=C3=BC=C3=9Fe\r\n--=_");
    }
}
