package org.openx400.mta.mixer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.ipm.BodyPart;
import org.openx400.mta.ipm.InterpersonalMessage;
import org.openx400.mta.ipm.IpmCodec;

/** Trace through both worlds, and parts that must come back as they were. */
class TraceAndStructureTest {
    private static final String SIGNED = """
            From: ann@example.net
            To: smith@example.com
            MIME-Version: 1.0
            Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary="s"

            preamble
            --s
            Content-Type: text/plain; charset=us-ascii; format=flowed
            Content-Transfer-Encoding: quoted-printable
            X-Odd:   spaces   kept\s

            na=C3=AFve=20
            trailing=20
            --s
            Content-Type: application/pkcs7-signature; name=smime.p7s
            Content-Transfer-Encoding: base64

            MIIB
            --s--
            epilogue
            """;

    @Test
    void aSignedMailComesBackOctetForOctet() throws Exception {
        byte[] mail = RoundTrip.mail(SIGNED);
        Conversion.Message message = RoundTrip.toX400(mail);
        InterpersonalMessage ipm = (InterpersonalMessage) IpmCodec.decode(RoundTrip.content(message));
        assertThat(ipm.body())
                .singleElement()
                .isInstanceOfSatisfying(
                        BodyPart.Ia5Text.class,
                        text -> assertThat(text.text())
                                .startsWith("MIME-Version: 1.0\r\nContent-Type: multipart/signed; protocol="));
        assertThat(body(RoundTrip.thereAndBack(mail))).isEqualTo(body(mail));
        byte[] nested = RoundTrip.mail("Content-Type: multipart/mixed; boundary=m\n\n--m\n\nfirst\n--m\n"
                + SIGNED.substring(SIGNED.indexOf("Content-Type")) + "--m--\n");
        assertThat(new String(RoundTrip.thereAndBack(nested), StandardCharsets.US_ASCII))
                .contains(body(mail).stripTrailing());
    }

    private static String body(byte[] mail) {
        String text = new String(mail, StandardCharsets.US_ASCII);
        return text.substring(text.indexOf("\r\n\r\n"));
    }

    @Test
    void anEncapsulatedEntityOfX400CanSetNoFieldButThoseOfContent() {
        assertThat(EncapsulatedMime.parse("MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>"))
                .hasValueSatisfying(found -> assertThat(found.body()).isEqualTo("<p>"));
        for (String text : List.of(
                "MIME-Version: 1.0\r\nBcc: victim@example.org\r\n\r\nx",
                "MIME-Version: 1.0\r\nContent-Type: text/html\n\r\n\r\nx",
                "MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\nbare\nline",
                "MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + "x".repeat(999),
                "MIME-Version: 1.0 is what this letter is about\r\n\r\nx")) {
            assertThat(EncapsulatedMime.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void parametersOfTextsAndMultipartsComeBack() {
        String back = new String(RoundTrip.thereAndBack(RoundTrip.mail("""
                        MIME-Version: 1.0
                        Content-Type: multipart/related; type="text/html"; start="<a@b>"; boundary=r

                        --r
                        Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes

                        \u00e4 b
                        --r
                        Content-Type: text/calendar; method=REQUEST; charset=utf-8

                        BEGIN:VCALENDAR
                        --r--
                        """)), StandardCharsets.UTF_8)
                .replace("\r\n", "\n")
                .replace("\n ", " ");
        assertThat(back)
                .contains("multipart/related; start=\"<a@b>\"; type=\"text/html\"; boundary=")
                .contains("; delsp=\"yes\"; format=\"flowed\"\n")
                .contains("text/calendar; method=REQUEST; charset=utf-8\n");
    }

    @Test
    void textThatDoesNotSayItsCharacterSetIsReadAsUtf8() throws Exception {
        Conversion.Message message = RoundTrip.toX400(RoundTrip.mail("Subject: x\n\n\u00fcber\n"));
        assertThat(((InterpersonalMessage) IpmCodec.decode(RoundTrip.content(message))).body())
                .singleElement()
                .isInstanceOfSatisfying(
                        BodyPart.GeneralText.class,
                        text -> assertThat(text.text()).isEqualTo("\u00fcber\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "by mta \"UK.AC.UCL.CS\" in /PRMD=UK.AC/ADMD=Gold 400/C=GB/ ; deferred until Tue, 20 Jun 89 14:24:22 +0100 ;"
                        + " converted (undefined, g3-fax) ; attempted MD /ADMD=Foo/C=GB/ ; Relayed, Expanded, Redirected ;"
                        + " Tue, 20 Jun 89 19:25:11 +0100",
                "by /PRMD=UK.AC/ADMD=Gold 400/C=GB/ ; Relayed ; Tue, 20 Jun 89 19:25:11 +0100",
                "by /PRMD=UK.AC/ADMD=Gold 400/C=GB/; converted (IA5-Text, (1)(3)(6)(1)(7)(1)(3)(5)); Rerouted; Tue, 20 Jun 1989 18:25:11 +0000"
            })
    void traceOfTheStandardsExamplesIsRead(String body) {
        List<TraceInformationElement> trace = TraceFields.toX400(received(body));
        assertThat(trace).singleElement().satisfies(element -> {
            assertThat(element.globalDomainIdentifier())
                    .isEqualTo(GlobalDomainIdentifier.of("GB", "Gold 400", "UK.AC"));
            assertThat(TraceFields.toX400(received(TraceFields.toInternet(element))))
                    .containsExactly(element);
        });
    }

    private static HeaderFields received(String body) {
        return new HeaderFields(List.of(new HeaderField(TraceFields.RECEIVED, body)));
    }

    @Test
    void aMailThatComesBackAgainAndAgainIsALoop() {
        byte[] mail = RoundTrip.mail("From: ann@example.net\nSubject: x\n\ntext\n");
        for (int i = 0; i < 5; i++) {
            assertThat(TraceFields.conversions(RoundTrip.toX400(mail).envelope().traceInformation()))
                    .isEqualTo(i + 1);
            mail = RoundTrip.thereAndBack(mail);
        }
        assertThat(new String(mail, StandardCharsets.US_ASCII))
                .startsWith("Received: from gw.example.org by gw.example.org (MIXER Conversion following RFC");
        assertThat(RoundTrip.convert(RoundTrip.envelope("ann@example.net", "smith@example.com"), mail))
                .hasToString("Refused[reply=554 5.4.6 the mail has come from the Internet into X.400 5 times before]");
    }

    @Test
    void aTimeThatUtcTimeCannotSayIsCarriedAndDoesNotExpireTheMessage() {
        byte[] mail = RoundTrip.mail("Expires: Fri, 31 Dec 2099 00:00:00 +0000\n"
                + "Latest-Delivery-Time: Fri, 31 Dec 2099 00:00:00 +0000\n\nx");
        assertThat(RoundTrip.toX400(mail).envelope().extensions())
                .noneMatch(extension ->
                        extension.is(org.openx400.mta.p1.StandardExtensions.LATEST_DELIVERY_TIME.number()));
        assertThat(new String(RoundTrip.thereAndBack(mail), StandardCharsets.US_ASCII))
                .contains("Expires: Fri, 31 Dec 2099 00:00:00 +0000\r\n");
    }
}
