package org.openx400.mta.mixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openx400.mta.mixer.MixerFixture.MAPPER;
import static org.openx400.mta.mixer.MixerFixture.address;
import static org.openx400.mta.mixer.MixerFixture.path;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openx400.mta.address.DomainDefinedAttribute;
import org.openx400.mta.address.NumericOrPrintable;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.PersonalName;
import org.openx400.mta.smtp.MailPath;

class AddressMapperTest {
    private static final long SEED = 20261121;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "smith@ops.example.com | C=US;A= ;P=EXAMPLE;O=Ops;S=smith | the table's longest line that fits, table.txt:3",
                "John.smith@example.com | C=US;A= ;P=EXAMPLE;S=smith;G=John | the table's longest line that fits, table.txt:2",
                "John.Q.P.smith@example.com | C=US;A= ;P=EXAMPLE;S=smith;G=John;I=QP | the table's longest line that fits, table.txt:2",
                "J.smith@example.com | C=US;A= ;P=EXAMPLE;S=smith;I=J | the table's longest line that fits, table.txt:2",
                "john+list@example.com | C=US;A= ;P=EXAMPLE;S=john+list | the table's longest line that fits, table.txt:2",
                "duty@example.com | C=US;A= ;P=EXAMPLE;O=Ops;CN=Officer of the watch | the table's line for this user, table.txt:5",
                "smith@hq.it.net.example | C=US;A=net;P=NET;O=it;OU1=hq;S=smith | the table's longest line that fits, labels being attributes, table.txt:4",
            })
    void mapsBothWaysByTheTable(String mailbox, String orAddress, String rule) throws Exception {
        AddressMapper.ToX400 there = MAPPER.toX400(path(mailbox));
        assertThat(there.address()).isEqualTo(address(orAddress));
        assertThat(there.rule()).hasToString(rule);
        AddressMapper.ToInternet back = MAPPER.toInternet(there.address());
        assertThat(back.mailbox()).isEqualTo(path(mailbox));
        assertThat(back.rule()).hasToString(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user_1%x!y@example.net | C=US;A= ;P=GATEWAY;O=Internet;DDA:RFC-822=user(u)1(p)x(b)y(a)example.net",
                "\"a b(c)\"@example.net | C=US;A= ;P=GATEWAY;O=Internet;DDA:RFC-822=(q)a b(l)c(r)(q)(a)example.net",
                "o'neil&sons@example.net | C=US;A= ;P=GATEWAY;O=Internet;DDA:RFC-822=o'neil(038)sons(a)example.net",
                "first.last_name@example.com | C=US;A= ;P=EXAMPLE;DDA:RFC-822=first.last(u)name(a)example.com",
                "smith@deep.example.com | C=US;A= ;P=EXAMPLE;DDA:RFC-822=smith(a)deep.example.com",
                "x@[192.0.2.1] | C=US;A= ;P=GATEWAY;O=Internet;DDA:RFC-822=x(a)(091)192.0.2.1(093)",
            })
    void encapsulatesWhatTheTableCannotSay(String mailbox, String orAddress) throws Exception {
        assertThat(MAPPER.toX400(path(mailbox)).address()).isEqualTo(address(orAddress));
        AddressMapper.ToInternet back = MAPPER.toInternet(address(orAddress));
        assertThat(back.mailbox()).isEqualTo(path(mailbox));
        assertThat(back.rule().kind()).isEqualTo(AddressRule.Kind.ENCAPSULATED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "C=AQ;A=snomail;P=abl;O=a bank ltd;S=smith;G=john | \"/G=john/S=smith/O=a bank ltd/PRMD=abl/ADMD=snomail/C=AQ/\"@gw.example.org",
                "C=US;A= ;P=EXAMPLE;O=Lab;OU1=B$C;S=smith | /S=smith/OU=B$$C/O=Lab/@example.com",
                "C=US;A= ;P=EXAMPLE;S=smith;Q=Jr | /S=smith/GQ=Jr/@example.com",
                "C=US;A= ;P=EXAMPLE;CN=Front/Desk | /CN=Front$/Desk/@example.com",
                "C=US;A= ;P=OTHER;DDA:x-y=a=b | \"/DD.x-y=a$=b/PRMD=OTHER/ADMD= /C=US/\"@gw.example.org",
                "C=US;A= ;P=EXAMPLE;O=Gone;S=smith | smith@gone.example",
            })
    void putsIntoTheLocalPartWhatADomainCannotSay(String orAddress, String mailbox) throws Exception {
        assertThat(MAPPER.toInternet(address(orAddress)).mailbox()).hasToString(mailbox);
    }

    @Test
    void readsTheFormsOfOtherGateways() throws Exception {
        assertThat(MAPPER.toX400(path("\"/S=x/OU=cs/OU=science/O=ucl/C=gb/\"@gw.example.org"))
                        .address())
                .as("the unit on the right is the greatest")
                .isEqualTo(address("C=gb;A= ;O=ucl;OU1=science;OU2=cs;S=x"));
        assertThat(MAPPER.toX400(path("\"/s=x;dd.cap=7;o=ucl;c=gb;\"@gw.example.org"))
                        .address())
                .isEqualTo(address("C=gb;A= ;O=ucl;S=x;DDA:cap=7"));
        assertThat(MAPPER.toX400(path("\"/I=J/GQ=5/S=Li$=n/PRMD=abl/ADMD=sno/C=aq/\"@GW.example.org"))
                        .address())
                .isEqualTo(address("C=aq;A=sno;P=abl;S=Li=n;I=J;Q=5"));
        assertThat(MAPPER.toInternet(address("C=FR;A=x;DDA:rfc-822=User(A)Example.NET"))
                        .mailbox())
                .isEqualTo(path("User@example.net"));
    }

    @Test
    void refusesALocalPartThatIsNoAddress() {
        assertThatThrownBy(() -> MAPPER.toX400(new MailPath("/Q=5/", "gw.example.org")))
                .isInstanceOf(AddressMappingException.class)
                .hasMessageContaining("needs S");
        assertThatThrownBy(() -> MAPPER.toX400(new MailPath("/S=" + "x".repeat(41) + "/C=US/", "gw.example.org")))
                .isInstanceOf(AddressMappingException.class)
                .hasMessageContaining("surname");
        assertThatThrownBy(() -> MAPPER.toInternet(address("C=US;DDA:RFC-822=nobody")))
                .isInstanceOf(AddressMappingException.class)
                .hasMessage("DDA:RFC-822 is not a mailbox: a mailbox is local-part@domain");
    }

    @Test
    void continuesALongMailboxInFurtherAttributesAndRefusesALongerOne() throws Exception {
        MailPath mailbox = path("\"" + "x_".repeat(100) + "\"@example.net");
        ORAddress address = MAPPER.toX400(mailbox).address();
        assertThat(address.domainDefinedAttributes())
                .extracting(DomainDefinedAttribute::type)
                .containsExactly("RFC-822", "RFC822C1", "RFC822C2", "RFC822C3");
        assertThat(MAPPER.toInternet(address).mailbox()).isEqualTo(mailbox);
        assertThatThrownBy(() -> MAPPER.toX400(path("_".repeat(180) + "@example.net")))
                .hasMessage("the mailbox is too long for an O/R address: 554 characters, 512 fit");
    }

    @Test
    void namesEveryWrongLineOfATable() {
        assertThatThrownBy(() -> MixerFixture.table(
                        "both example.org",
                        "bot example.org /C=US",
                        "both -x.org /C=US",
                        "both example.org /C=US/S=x",
                        "both example.org /C=US/A= ",
                        "to-x400 example.org /C=FR/A= ",
                        "user x C=US",
                        "a#b#c#"))
                .rootCause()
                .isInstanceOf(MappingTableException.class)
                .hasMessage("""
                        table.txt:1: expected: DIRECTION DOMAIN O/R-ADDRESS
                        table.txt:2: 'bot' is none of both, to-x400, to-internet, algorithmic, user, user-to-x400, user-to-internet
                        table.txt:3: '-x.org' is not a domain
                        table.txt:4: 'C=US;A= ;S=x': only C, A, P, O and OU can mean a domain, and C must be there
                        table.txt:6: says what table.txt:5 has said already
                        table.txt:7: 'x' is not a mailbox: a mailbox is local-part@domain
                        table.txt:8: expected: domain#attributes# or attributes#domain#""");
    }

    @Test
    void everyAddressComesBackAsItWas() throws Exception {
        System.out.println("t-mixer-addresses: seed " + SEED);
        Random random = new Random(SEED);
        for (int i = 0; i < 5000; i++) {
            ORAddress address = randomAddress(random);
            AddressMapper.ToInternet there = MAPPER.toInternet(address);
            ORAddress back =
                    MAPPER.toX400(MailPath.of(there.mailbox().toString())).address();
            assertThat(back.equivalent(address))
                    .as("%s by %s gave %s", address, there, back)
                    .isTrue();
            MailPath mailbox = randomMailbox(random);
            AddressMapper.ToX400 away = MAPPER.toX400(mailbox);
            assertThat(MAPPER.toInternet(away.address()).mailbox())
                    .as("%s by %s", mailbox, away)
                    .isEqualTo(mailbox);
        }
    }

    private static ORAddress randomAddress(Random random) {
        ORAddress.Builder address = ORAddress.builder()
                .countryName(NumericOrPrintable.printable(random.nextBoolean() ? "US" : "FR"))
                .administrationDomainName(NumericOrPrintable.printable(pick(random, " ", "net", "sno/mail")))
                .privateDomainName(NumericOrPrintable.printable(pick(random, "EXAMPLE", "NET", "a=b $c")));
        if (random.nextBoolean()) {
            address.organizationName(pick(random, "Ops", "Lab", "A / B", "it"));
            if (random.nextBoolean()) {
                address.organizationalUnitNames(java.util.List.of(text(random), pick(random, "hq", "x y")));
            }
        }
        if (random.nextInt(4) > 0) {
            address.personalName(new PersonalName(
                    pick(random, "smith", "O'Neil", "van der Berg", "x", "a.b"),
                    random.nextBoolean() ? pick(random, "John", "J", "Jo Ann") : null,
                    random.nextBoolean() ? pick(random, "Q", "QP") : null,
                    random.nextInt(4) == 0 ? "Jr" : null));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            address.add(new DomainDefinedAttribute("t" + i, text(random)));
        }
        return address.build();
    }

    private static MailPath randomMailbox(Random random) {
        StringBuilder local = new StringBuilder();
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            local.append(
                    pick(random, "a", "B", "9", ".", "_", "%", "\"", "\\", " ", "(", ")", "é", "@", "/", "=", "J."));
        }
        String text = local.toString().startsWith("/") ? "x" + local : local.toString();
        return new MailPath(
                text, pick(random, "example.com", "ops.example.com", "hq.net.example", "example.net", "[192.0.2.1]"));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("z");
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(pick(random, "a", "/", "=", "$", ";", "(", ":", ".", "1", "+", "-b"));
        }
        return text.append('z').toString();
    }

    private static String pick(Random random, String... from) {
        return from[random.nextInt(from.length)];
    }
}
