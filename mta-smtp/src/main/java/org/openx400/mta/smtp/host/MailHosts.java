package org.openx400.mta.smtp.host;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.resolve.Answer;
import org.openx400.mta.resolve.MailExchange;
import org.openx400.mta.resolve.NameChain;
import org.openx400.mta.resolve.Step;
import org.openx400.mta.smtp.SmtpReply;

/** Finds the hosts that take the mail of a {@link Way}, RFC 5321 5.1. May block for the name service. */
final class MailHosts {
    private static final String IPV6 = "IPv6:";

    private final NameChain names;
    private final Predicate<InetAddress> ours;
    private final Random random;

    /** What is found. */
    sealed interface Result {
        /** @param hosts at least one, in the order in which they are tried */
        record Found(List<MailHost> hosts) implements Result {}

        /** @param why transient if nobody knows, permanent if there is none */
        record None(SmtpReply why) implements Result {}
    }

    /**
     * @param ours addresses where we take mail: what leads there would come back
     * @param random for exchangers of equal preference
     */
    MailHosts(NameChain names, Predicate<InetAddress> ours, Random random) {
        this.names = names;
        this.ours = ours;
        this.random = random;
    }

    Result of(Way way) {
        if (!way.hosts().isEmpty()) {
            return named(way.hosts());
        }
        return way.domain().startsWith("[") ? elsewhere(way.domain()) : exchangers(way.domain());
    }

    /** What a literal says, unless that is us. */
    private Result elsewhere(String literal) {
        Result result = literal(literal);
        return result instanceof Result.Found found
                        && found.hosts().get(0).addresses().stream().anyMatch(ours)
                ? leadsToUs(literal)
                : result;
    }

    private Result named(List<String> hosts) {
        Search search = new Search(hosts.toString());
        for (String host : hosts) {
            if (host.startsWith("[")) {
                Result result = literal(host);
                if (result instanceof Result.Found found) {
                    search.found.addAll(found.hosts());
                }
            } else {
                search.add(host);
            }
        }
        return search.result();
    }

    /** RFC 5321 4.1.3. */
    private static Result literal(String domain) {
        String text = domain.substring(1, domain.length() - (domain.endsWith("]") ? 1 : 0));
        boolean v6 = text.regionMatches(true, 0, IPV6, 0, IPV6.length());
        try {
            InetAddress address = CidrBlock.parseAddress(v6 ? text.substring(IPV6.length()) : text);
            return new Result.Found(List.of(new MailHost(domain, List.of(address))));
        } catch (IllegalArgumentException e) {
            return none(501, "5.1.2", domain + " is no address literal");
        }
    }

    private Result exchangers(String domain) {
        List<Step<MailExchange>> steps = names.mailExchanges(domain);
        Answer<MailExchange> answer = steps.isEmpty()
                ? new Answer.NotAsked<>("no DNS")
                : steps.get(steps.size() - 1).answer();
        if (answer instanceof Answer.Failed<MailExchange> failed) {
            return none(451, "4.4.3", "The exchangers of " + domain + " cannot be found out now: " + failed.why());
        }
        if (answer instanceof Answer.Found<MailExchange> found) {
            return exchangers(domain, found.values());
        }
        Search implicit = new Search(domain); // 5.1: the domain itself is its exchanger
        implicit.add(domain);
        implicit.dropOurs(0);
        return implicit.result();
    }

    private Result exchangers(String domain, List<MailExchange> records) {
        TreeMap<Integer, List<String>> byPreference = new TreeMap<>();
        for (MailExchange each : records) {
            if (!each.host().isEmpty()) {
                byPreference
                        .computeIfAbsent(each.preference(), none -> new ArrayList<>())
                        .add(each.host());
            }
        }
        if (byPreference.isEmpty()) {
            return none(556, "5.1.10", domain + " takes no mail (RFC 7505)");
        }
        Search search = new Search(domain);
        for (List<String> equal : byPreference.values()) {
            Collections.shuffle(equal, random);
            int before = search.found.size();
            equal.forEach(search::add);
            if (search.dropOurs(before)) {
                break;
            }
        }
        return search.result();
    }

    private static Result leadsToUs(String domain) {
        return none(554, "5.4.6", "Mail for " + domain + " would come back to us");
    }

    private static Result none(int code, String status, String why) {
        return new Result.None(SmtpReply.of(code, status, why));
    }

    /** Gathers hosts with their addresses. */
    private final class Search {
        private final String domain;
        private final List<MailHost> found = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();
        private boolean unknown;
        private boolean leadsToUs;

        Search(String domain) {
            this.domain = domain;
        }

        void add(String host) {
            for (Step<InetAddress> step : names.addresses(host)) {
                Answer<InetAddress> answer = step.answer();
                if (answer instanceof Answer.Found<InetAddress> addresses) {
                    found.add(new MailHost(host, addresses.values()));
                } else if (answer instanceof Answer.Failed<InetAddress> failed) {
                    unknown = true;
                    missing.add(host + ": " + step.source() + ": " + failed.why());
                } else if (answer instanceof Answer.None<InetAddress> none) {
                    missing.add(host + ": " + step.source() + ": " + none.why());
                }
            }
        }

        /** 5.1: where one of them is us, none from there on is tried. */
        boolean dropOurs(int from) {
            List<MailHost> added = found.subList(from, found.size());
            if (added.stream().noneMatch(host -> host.addresses().stream().anyMatch(ours))) {
                return false;
            }
            added.clear();
            leadsToUs = true;
            return true;
        }

        Result result() {
            if (!found.isEmpty()) {
                return new Result.Found(List.copyOf(found));
            }
            if (unknown) {
                return none(451, "4.4.3", "No host of " + domain + " can be found out now: " + missing);
            }
            return leadsToUs
                    ? leadsToUs(domain)
                    : none(550, "5.1.2", "No host takes mail for " + domain + ": " + missing);
        }
    }
}
