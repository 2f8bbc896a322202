package org.openx400.mta.mixer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The mapping is a function: it knows what a mail and a message are, and neither queue nor network. */
@AnalyzeClasses(packages = "org.openx400.mta", importOptions = ImportOption.DoNotIncludeTests.class)
class MixerModulesTest {
    private static final String ROOT = "org.openx400.mta.";

    @ArchTest
    static final ArchRule theMappingKnowsNeitherQueueNorNetwork = noClasses()
            .that()
            .resideInAPackage(ROOT + "mixer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + "net..",
                    ROOT + "queue..",
                    ROOT + "connector..",
                    ROOT + "relay..",
                    ROOT + "rfc1006..",
                    "java.net..");

    @ArchTest
    static final ArchRule onlyTheMappingParsesMime = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "mixer..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.james.mime4j..");
}
