package org.openx400.mta;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The import directions inside the core, as the architecture has them. */
@AnalyzeClasses(packages = "org.openx400.mta", importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {
    private static final String ROOT = "org.openx400.mta.";

    @ArchTest
    static final ArchRule octetsSeeNothing = seesOnly("octets");

    @ArchTest
    static final ArchRule addressesSeeOctets = seesOnly("address", "octets");

    @ArchTest
    static final ArchRule envelopesSeeAddresses = seesOnly("envelope", "address", "octets");

    @ArchTest
    static final ArchRule p1SeesEnvelopes = seesOnly("p1", "envelope", "address", "octets");

    @ArchTest
    static final ArchRule eventsSeeEnvelopes = seesOnly("event", "envelope", "address", "octets");

    @ArchTest
    static final ArchRule queueSeesEnvelopesAndNoConnector = seesOnly("queue", "envelope", "address", "octets");

    @ArchTest
    static final ArchRule connectorSeesEnvelopesAndNoQueue = doesNotSee("connector", "queue", "relay", "config", "net");

    @ArchTest
    static final ArchRule routingSeesNeitherQueueNorRelay = doesNotSee("routing", "queue", "relay", "config", "net");

    @ArchTest
    static final ArchRule networkSeesNoMail =
            doesNotSee("net", "queue", "relay", "routing", "report", "local", "p1", "envelope", "config");

    @ArchTest
    static final ArchRule onlyTheRelaySeesQueueAndConnectorTogether = noClasses()
            .that(not(resideInAnyPackage(ROOT + "relay..", ROOT + "queue..")))
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "queue.."))
            .andShould()
            .dependOnClassesThat(resideInAPackage(ROOT + "connector.."));

    @ArchTest
    static final ArchRule onlyNetKnowsMina = noClasses()
            .that(not(resideInAPackage(ROOT + "net..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.mina..");

    @ArchTest
    static final ArchRule onlyConfigKnowsYaml = noClasses()
            .that(not(resideInAPackage(ROOT + "config..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tools.jackson.dataformat.yaml..", "org.snakeyaml..");

    @ArchTest
    static final ArchRule onlyNetOpensSockets = noClasses()
            .that(not(resideInAPackage(ROOT + "net..")))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.Socket")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.ServerSocket");

    @ArchTest
    static final ArchRule nobodyDeserializesJavaObjects =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream");

    private static ArchRule seesOnly(String of, String... others) {
        String[] allowed = new String[others.length + 1];
        allowed[0] = ROOT + of + "..";
        for (int i = 0; i < others.length; i++) {
            allowed[i + 1] = ROOT + others[i] + "..";
        }
        return noClasses()
                .that(resideInAPackage(ROOT + of + ".."))
                .should()
                .dependOnClassesThat(resideInAPackage("org.openx400.mta..").and(not(resideInAnyPackage(allowed))));
    }

    private static ArchRule doesNotSee(String of, String... others) {
        String[] forbidden = new String[others.length];
        for (int i = 0; i < others.length; i++) {
            forbidden[i] = ROOT + others[i] + "..";
        }
        return noClasses()
                .that(resideInAPackage(ROOT + of + ".."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden);
    }
}
