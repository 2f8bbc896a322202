package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openx400.mta.testkit.PostfixInstance;

/** The {@link org.openx400.mta.testkit.LoadMessage}s that came to a mailbox of Postfix, each as often as it came. */
final class LoadMails {
    /** What their numbers follow that come from the only source of a load process. */
    static final String FIRST_SOURCE = "s0m";

    private static final Pattern IDENTIFIER = Pattern.compile("(?m)^X400-MTS-Identifier:[^\n]*;(s\\d+m\\d+)]");

    private final PostfixInstance postfix;
    private final String mailbox;
    private final Map<Path, String> arrived = new HashMap<>();

    LoadMails(PostfixInstance postfix, String mailbox) {
        this.postfix = postfix;
        this.mailbox = mailbox;
    }

    List<String> identifiers() throws IOException {
        for (Path file : postfix.arrived(mailbox)) {
            if (!arrived.containsKey(file)) {
                Matcher identifier = IDENTIFIER.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
                assertThat(identifier.find()).as(file + " names its message").isTrue();
                arrived.put(file, identifier.group(1));
            }
        }
        return new ArrayList<>(arrived.values());
    }

    /** So many names, which are numbers after this prefix. */
    static Set<String> numbers(int first, int count, String prefix) {
        return IntStream.range(first, first + count)
                .mapToObj(number -> prefix + number)
                .collect(Collectors.toSet());
    }
}
