package org.openx400.mta.smtp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the module of Internet mail may import. */
@AnalyzeClasses(packages = "org.openx400.mta", importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {
    @ArchTest
    static final ArchRule smtpSeesNeitherTheWireOfX400NorTheMapping = noClasses()
            .that()
            .resideInAPackage("org.openx400.mta.smtp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.openx400.mta.rfc1006..",
                    "org.openx400.mta.mixer..",
                    "org.openx400.mta.queue..",
                    "org.apache.mina..");

    @ArchTest
    static final ArchRule theMachinesDoNoInput = noClasses()
            .that()
            .resideInAPackage("org.openx400.mta.smtp")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.openx400.mta.net..", "org.openx400.mta.event..", "java.nio.channels..");
}
