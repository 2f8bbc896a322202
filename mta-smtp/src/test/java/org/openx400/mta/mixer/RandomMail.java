package org.openx400.mta.mixer;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** Mail as programs write it, made up. */
final class RandomMail {
    private static final String[] NAMES = {
        "Ann",
        "\"Smith, John\"",
        "=?utf-8?Q?J=C3=B6rg_M=C3=BCller?=",
        "=?utf-8?B?5rGJ5a2X?=",
        "=?iso-8859-1?Q?Andr=E9?= Dupont",
        "\"a \\\"b\\\" c\"",
        "A very long name that goes on and on until it is longer than an O/R descriptor lets it be"
    };
    private static final String[] MAILBOXES = {
        "smith@example.com",
        "John.Q.Smith@ops.example.com",
        "duty@example.com",
        "user_1@example.net",
        "o'neil+x@example.org",
        "\"a b\"@example.net",
        "\"/S=smith/PRMD=OTHER/ADMD= /C=US/\"@gw.example.org",
        "x@sub.example.com",
        "hq@it.net.example"
    };
    private static final String[] WORDS = {
        "report", "Grüße", "Łódź", "汉字", "naïve", "status", "of", "the", "day", "RE:", "=?", "50%", "Привет", "\"q\"",
        "a=b"
    };
    private static final String[] CHARSETS = {
        "us-ascii", "utf-8", "iso-8859-1", "iso-8859-5", "windows-1252", "koi8-r", "iso-8859-15"
    };

    private final Random random;
    private int boundaries;

    RandomMail(Random random) {
        this.random = random;
    }

    byte[] next() {
        return message(0).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One character for each octet. */
    private String message(int depth) {
        StringBuilder mail = new StringBuilder();
        for (int i = random.nextInt(3); i > 0; i--) {
            field(mail, "Received", "from a by b; Fri, 20 Nov 2026 1" + i + ":00:00 +0000");
        }
        field(mail, "From", people(1));
        if (chance(5)) {
            field(mail, "Sender", people(1));
        }
        field(mail, "To", people(1 + random.nextInt(4)));
        optional(mail, 2, "Cc", people(1 + random.nextInt(3)));
        optional(mail, 6, "Reply-To", people(1));
        optional(mail, 1, "Subject", encoded(text(1 + random.nextInt(30))));
        optional(mail, 1, "Message-ID", id());
        optional(mail, 2, "In-Reply-To", id());
        optional(mail, 2, "References", id() + (chance(2) ? "\r\n " + id() : ""));
        field(mail, "Date", "Fri, 20 Nov 2026 1" + random.nextInt(10) + ":00:00 +0100");
        optional(mail, 4, "Importance", pick("high", "low", "normal"));
        optional(mail, 4, "Sensitivity", pick("Personal", "Private", "Company-Confidential"));
        optional(mail, 6, "Expires", "Sat, 21 Nov 2026 10:00:00 +0000");
        optional(mail, 6, "Reply-By", "Sat, 21 Nov 2026 11:00:00 -0500");
        optional(mail, 8, "Supersedes", id());
        optional(mail, 8, "Content-Language", pick("en", "de, en-GB"));
        optional(mail, 8, "Auto-Submitted", pick("auto-generated", "auto-replied"));
        optional(mail, 2, "X-Long", "word ".repeat(random.nextInt(80)) + "end");
        optional(mail, 3, "List-Id", "<list.example.org>");
        field(mail, "MIME-Version", "1.0");
        return mail.append(entity(depth)).toString();
    }

    /** The fields of MIME, the empty line and the content. */
    private String entity(int depth) {
        int kind = random.nextInt(depth < 4 ? 10 : 6);
        if (kind < 3) {
            return text();
        }
        if (kind < 6) {
            return attachment();
        }
        if (kind == 6) {
            return "Content-Type: message/rfc822\r\n\r\n" + message(depth + 1);
        }
        String boundary = "b" + ++boundaries + "_" + random.nextInt(1000);
        StringBuilder parts = new StringBuilder("Content-Type: multipart/" + pick("mixed", "alternative", "related")
                + ";\r\n boundary=\"" + boundary + "\"\r\n\r\n" + (chance(2) ? "This is MIME.\r\n" : ""));
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            parts.append("--")
                    .append(boundary)
                    .append("\r\n")
                    .append(entity(depth + 1))
                    .append("\r\n");
        }
        return parts.append("--").append(boundary).append("--\r\n").toString();
    }

    private String text() {
        Charset charset = Charset.forName(pick(CHARSETS));
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(text(random.nextInt(40))).append("\r\n");
        }
        byte[] octets = text.append("end").toString().getBytes(charset);
        boolean base64 = chance(2);
        return "Content-Type: text/plain; charset=" + charset.name() + "\r\nContent-Transfer-Encoding: "
                + (base64 ? "base64" : "8bit") + "\r\n\r\n"
                + (base64 ? base64(octets) : new String(octets, StandardCharsets.ISO_8859_1));
    }

    private String attachment() {
        byte[] octets = new byte[random.nextInt(5000)];
        random.nextBytes(octets);
        return "Content-Type: "
                + pick(
                        "application/pdf",
                        "image/png; x=y",
                        "text/html; charset=utf-8",
                        "application/octet-stream",
                        "text/plain; charset=utf-8")
                + "\r\n"
                + pick(
                        "Content-Disposition: attachment; filename=a.pdf\r\n",
                        "Content-Disposition: attachment; filename=\"two words.pdf\";\r\n modification-date=\"Fri, 20 Nov 2026 10:00:00 +0000\"\r\n",
                        "Content-Disposition: attachment; filename*=utf-8''%C3%BCber%20uns.pdf\r\n",
                        "Content-Disposition: inline; filename=\"=?utf-8?Q?=C3=BC.png?=\"\r\nContent-ID: <p1@x>\r\n")
                + "Content-Transfer-Encoding: base64\r\n\r\n" + base64(octets);
    }

    private static String base64(byte[] octets) {
        return Base64.getMimeEncoder().encodeToString(octets);
    }

    private String people(int count) {
        StringBuilder people = new StringBuilder();
        for (int i = 0; i < count; i++) {
            people.append(i == 0 ? "" : ",\r\n ");
            String mailbox = pick(MAILBOXES);
            people.append(chance(3) ? mailbox : pick(NAMES) + " <" + mailbox + ">");
        }
        return people.toString();
    }

    private String id() {
        return switch (random.nextInt(4)) {
            case 0 -> "<" + random.nextInt(1000) + ".x_y@example.net>";
            case 1 -> "<AM9PR06MB" + "x".repeat(40 + random.nextInt(60)) + "@eurprd06.prod.outlook.com>";
            case 2 -> "<\"" + random.nextInt(1000) + "*/S=Smith/PRMD=EXAMPLE/ADMD= /C=US/\"@MHS>";
            default -> "<a$b!c=d" + random.nextInt(1000) + "@mail.example.org>";
        };
    }

    private String text(int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : " ").append(pick(WORDS));
        }
        return text.toString();
    }

    /** RFC 2047, a word at a time. */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (String word : text.split(" ")) {
            encoded.append(encoded.isEmpty() ? "" : "\r\n ")
                    .append("=?utf-8?B?")
                    .append(Base64.getEncoder().encodeToString((word + " ").getBytes(StandardCharsets.UTF_8)))
                    .append("?=");
        }
        return encoded.toString();
    }

    private void optional(StringBuilder mail, int oneIn, String name, String body) {
        if (chance(oneIn)) {
            field(mail, name, body);
        }
    }

    private static void field(StringBuilder mail, String name, String body) {
        mail.append(name).append(": ").append(body).append("\r\n");
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }
}
