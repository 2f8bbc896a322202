package org.openx400.mta.rfc1006;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The import directions of the stack: each layer sees the service of the layers below, nothing else of the wire. */
@AnalyzeClasses(packages = "org.openx400.mta", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String WIRE = "org.openx400.mta.rfc1006.";

    @ArchTest
    static final ArchRule tpktSeesNoLayer = sees("tpkt");

    @ArchTest
    static final ArchRule cotpSeesTpkt = sees("cotp", "tpkt");

    @ArchTest
    static final ArchRule sessionSeesCotp = sees("session", "cotp", "tpkt");

    @ArchTest
    static final ArchRule presentationSeesSession = sees("presentation", "session", "cotp", "tpkt");

    @ArchTest
    static final ArchRule acseSeesPresentation = sees("acse", "presentation", "session", "cotp", "tpkt");

    @ArchTest
    static final ArchRule rtseSeesAcseAndPresentation = sees("rtse", "acse", "presentation", "session", "cotp", "tpkt");

    @ArchTest
    static final ArchRule mtsSeesTheLayersBelow =
            sees("mts", "rtse", "acse", "presentation", "session", "cotp", "tpkt");

    @ArchTest
    static final ArchRule layersDoNotKnowTheNetwork = noClasses()
            .that()
            .resideInAnyPackage(
                    WIRE + "tpkt..",
                    WIRE + "cotp..",
                    WIRE + "session..",
                    WIRE + "presentation..",
                    WIRE + "acse..",
                    WIRE + "rtse..",
                    WIRE + "mts..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.openx400.mta.net..", "java.net..", "java.nio.channels..", "org.apache.mina..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyNetKnowsMina = noClasses()
            .that(not(resideInAnyPackage("org.openx400.mta.net..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.mina..");

    @ArchTest
    static final ArchRule nobodyDeserializesJavaObjects =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream");

    private static ArchRule sees(String layer, String... below) {
        String[] allowed = new String[below.length + 1];
        allowed[0] = WIRE + layer + "..";
        for (int i = 0; i < below.length; i++) {
            allowed[i + 1] = WIRE + below[i] + "..";
        }
        return noClasses()
                .that()
                .resideInAPackage(WIRE + layer + "..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("org.openx400.mta.rfc1006..").and(resideOutsideOfPackages(allowed)))
                .allowEmptyShould(true);
    }
}
