package org.openx400.mta.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Import directions inside the program. */
@AnalyzeClasses(packages = "org.openx400.mta.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class CliPackagesTest {
    @ArchTest
    static final ArchRule onlyTheWiringSeesTheWire = noClasses()
            .that(
                    not(
                            nameMatching(
                                    ".*\\.(Node|NodeParts|NodeSettings|GroupService|InternetService|InternetServices|InternetFiles|ClusterMembers|StoreCommand|StoreFile|QueueCheckCommand|QueueRepairer)(\\$.*)?")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.openx400.mta.rfc1006..", "org.openx400.mta.net..", "org.openx400.mta.queue.jdbc..");

    @ArchTest
    static final ArchRule theAdminSocketKnowsNoCommand = noClasses()
            .that()
            .resideInAPackage("..cli.admin..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.openx400.mta.cli", "org.openx400.mta.relay..", "org.openx400.mta.config..");

    @ArchTest
    static final ArchRule decodingNeedsOctetsOnly = classes()
            .that()
            .resideInAPackage("..cli.decode..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("..cli.decode..", "org.openx400.mta.octets..", "org.jspecify..", "java..");
}
