package org.openx400.mta.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openx400.mta.event.Event;

class LmhostsFormatTest {
    private final List<Event> events = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private FileSource source(Path file) {
        return new FileSource("lmhosts", file, new NetbiosNames(List.of())::of, new LmhostsFormat(events::add));
    }

    private static String text(Answer<InetAddress> answer) {
        return answer instanceof Answer.Found<InetAddress> found
                ? found.values().stream().map(InetAddress::getHostAddress).collect(Collectors.joining(" "))
                : answer.getClass().getSimpleName();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            192.0.2.9 MTA2                                  | 192.0.2.9
            192.0.2.9 mta2 #PRE                             | 192.0.2.9
            192.0.2.9 mta2 #PRE #DOM:EXAMPLE # the hub      | 192.0.2.9
            192.0.2.9 mta2#PRE                              | 192.0.2.9
            192.0.2.9 mta2;192.0.2.8 mta2                   | 192.0.2.9
            192.0.2.9 mta2;192.0.2.8 mta2 #PRE              | 192.0.2.8
            192.0.2.9 mta2 #MH;192.0.2.8 mta2 #MH           | 192.0.2.9 192.0.2.8
            192.0.2.9 "mta2           \\0x00"               | 192.0.2.9
            192.0.2.9 "mta2           \\0x20"               | None
            192.0.2.9 "MTA2"                                | 192.0.2.9
            ;# 192.0.2.9 mta2                               | None
            192.0.2.9 mta20                                 | None
            mta2 192.0.2.9                                  | None
            ;#BEGIN_ALTERNATE;#END_ALTERNATE;192.0.2.9 mta2 | 192.0.2.9
            """)
    void readsTheLinesOfLanManager(String lines, String expected) throws Exception {
        Path file = write("lmhosts", lines.replace(';', '\n'));
        assertThat(text(source(file).addresses("mta2"))).isEqualTo(expected);
    }

    @Test
    void isAskedForSingleLabelsOnly() throws Exception {
        FileSource source = source(write("lmhosts", "192.0.2.9 mta2.example.org\n"));
        assertThat(text(source.addresses("mta2.example.org"))).isEqualTo("NotAsked");
    }

    @Test
    void includesOtherFilesAndTheFirstReadableAlternative() throws Exception {
        Path file = write("lmhosts", """
                #INCLUDE more
                #include absent
                #BEGIN_ALTERNATE
                #INCLUDE \\\\server\\public\\lmhosts
                #INCLUDE missing
                #INCLUDE second
                #INCLUDE third
                #END_ALTERNATE
                192.0.2.4 d
                """);
        write("more", "192.0.2.1 a\n");
        write("second", "192.0.2.2 b\n");
        write("third", "192.0.2.3 b\n192.0.2.3 c\n");
        FileSource source = source(file);
        assertThat(List.of("a", "b", "c", "d"))
                .extracting(name -> text(source.addresses(name)))
                .containsExactly("192.0.2.1", "192.0.2.2", "None", "192.0.2.4");
        assertThat(events)
                .extracting(event -> event.fields().get("why").toString())
                .satisfiesExactly(
                        why -> assertThat(why).contains("absent does not exist"),
                        why -> assertThat(why).contains("a share"),
                        why -> assertThat(why).contains("missing does not exist"));
        assertThat(source.names(InetAddress.getByName("192.0.2.2")))
                .isInstanceOfSatisfying(
                        Answer.Found.class, found -> assertThat(found.values()).hasToString("[b]"));
    }

    @Test
    void readsAgainWhenAnIncludedFileChangesOrAppears() throws Exception {
        FileSource source = source(write("lmhosts", "#INCLUDE one\n#INCLUDE two\n"));
        write("one", "192.0.2.1 a\n");
        assertThat(text(source.addresses("a"))).isEqualTo("192.0.2.1");
        write("one", "192.0.2.11 a\n");
        assertThat(text(source.addresses("a"))).isEqualTo("192.0.2.11");
        write("two", "192.0.2.2 b\n");
        assertThat(text(source.addresses("b"))).isEqualTo("192.0.2.2");
    }

    @Test
    void endsAFileThatIncludesItself() throws Exception {
        FileSource source = source(write("lmhosts", "192.0.2.9 mta2\n#INCLUDE lmhosts\n"));
        assertThat(text(source.addresses("mta2"))).isEqualTo("192.0.2.9");
        assertThat(events).hasSize(1).allMatch(event -> event.message().contains("8 deep"));
    }

    @Test
    void aFileThatIsNotThereIsATemporaryFailure() {
        assertThat(text(source(folder.resolve("none")).addresses("mta2"))).isEqualTo("Failed");
        FileSource unasked =
                new FileSource("lmhosts", folder, host -> Optional.empty(), new LmhostsFormat(events::add));
        assertThat(text(unasked.addresses("mta2"))).isEqualTo("NotAsked");
    }
}
