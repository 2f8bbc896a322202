package org.openx400.mta.smtp.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.smtp.MailContent;
import org.openx400.mta.smtp.MailEnvelope;
import org.openx400.mta.smtp.MailRecipient;
import org.openx400.mta.smtp.RecipientReply;
import org.openx400.mta.smtp.RecipientReply.Outcome;
import org.openx400.mta.smtp.SmtpReply;

/** One mail on one way, for no more recipients than go together. Used by one thread at a time. */
final class Delivery {
    private final MailEnvelope envelope;
    private final MailContent content;
    private final CompletableFuture<List<RecipientReply>> result = new CompletableFuture<>();
    private final @Nullable RecipientReply[] replies;
    private final Deque<Target> untried = new ArrayDeque<>();
    /** Whether a host that was tried may take the mail later. */
    private boolean mayPass;

    /** Whether the last transaction took the mail for somebody. */
    private boolean tookSome;

    private SmtpReply trouble = SmtpReply.of(451, "4.4.1", "No host has an address that can be tried");

    Delivery(MailEnvelope envelope, MailContent content) {
        this.envelope = envelope;
        this.content = content;
        this.replies = new RecipientReply[envelope.recipients().size()];
    }

    CompletableFuture<List<RecipientReply>> result() {
        return result;
    }

    MailContent content() {
        return content;
    }

    /** For the recipients that are not decided. */
    MailEnvelope envelope() {
        List<MailRecipient> open = new ArrayList<>();
        for (int i = 0; i < replies.length; i++) {
            if (replies[i] == null) {
                open.add(envelope.recipients().get(i));
            }
        }
        return envelope.to(open);
    }

    void tryThese(List<Target> targets) {
        untried.clear();
        untried.addAll(targets);
    }

    void tryFirst(Target target) {
        untried.addFirst(target);
    }

    @Nullable
    Target nextTarget() {
        return untried.poll();
    }

    /** An address was of no use now. */
    void troubled(SmtpReply why) {
        trouble = why;
        mayPass = true;
    }

    /** A host takes no mail at all: another may, and if none does it is for good, RFC 5321 3.1. */
    void refused(SmtpReply why) {
        trouble = why;
    }

    /**
     * What a host said.
     *
     * @param of the recipients of {@link #envelope}, in their order
     * @param elsewhere whether those that it says temporary of go on to the next host
     */
    void replied(List<RecipientReply> of, boolean elsewhere) {
        tookSome = of.stream().anyMatch(reply -> reply.outcome() == Outcome.TAKEN);
        int next = 0;
        for (int i = 0; i < replies.length; i++) {
            if (replies[i] == null) {
                RecipientReply reply = of.get(next++);
                if (!elsewhere || reply.outcome() != Outcome.TEMPORARY) {
                    replies[i] = reply;
                } else {
                    troubled(reply.reply());
                }
            }
        }
    }

    /**
     * RFC 5321 4.5.3.1.10: those that were too many for one transaction go in the next, if the last one took some; a full mailbox,
     * of which hosts say the same, is asked no more than once again.
     */
    void takeUpThoseThatWereTooMany() {
        if (!tookSome) {
            return;
        }
        for (int i = 0; i < replies.length; i++) {
            RecipientReply reply = replies[i];
            if (reply != null
                    && reply.outcome() == Outcome.TEMPORARY
                    && (reply.reply().code() == 452 || reply.reply().code() == 552)) {
                replies[i] = null;
            }
        }
    }

    boolean isDecided() {
        return Arrays.stream(replies).allMatch(Objects::nonNull);
    }

    /** Nothing more is tried; who is not decided has the last trouble. */
    void end() {
        boolean forGood = untried.isEmpty() && !mayPass;
        end(trouble.isPermanent() && !forGood ? SmtpReply.of(451, "4.3.0", trouble.toString()) : trouble);
    }

    void end(SmtpReply forTheRest) {
        List<RecipientReply> all = new ArrayList<>();
        for (int i = 0; i < replies.length; i++) {
            RecipientReply reply = replies[i];
            all.add(
                    reply != null
                            ? reply
                            : new RecipientReply(
                                    envelope.recipients().get(i),
                                    forTheRest.isPermanent() ? Outcome.PERMANENT : Outcome.TEMPORARY,
                                    forTheRest,
                                    null,
                                    false));
        }
        result.complete(all);
    }
}
