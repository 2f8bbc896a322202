package org.openx400.mta.rfc1006.presentation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** Octets to PPDUs of normal mode, X.226 8.4.2: any length form, any order of a SET, unknown fields skipped. */
final class PpduDecoder {
    private PpduDecoder() {}

    static Ppdu.Cp cp(Octets octets) throws DecodeException {
        Octets calling = Octets.NONE;
        Octets called = Octets.NONE;
        boolean version1 = true;
        List<ContextDefinition> contexts = List.of();
        List<Pdv> userData = List.of();
        BerReader fields = ModeSelector.parameters(octets, "CP").children("CP normal-mode-parameters");
        while (fields.hasMore()) {
            Tlv field = fields.next("CP");
            if (field.is(Tag.context(0))) {
                version1 = field.bitString("protocol-version").bit(0);
            } else if (field.is(Tag.context(1))) {
                calling = field.string("calling-presentation-selector");
            } else if (field.is(Tag.context(2))) {
                called = field.string("called-presentation-selector");
            } else if (field.is(Tag.context(4))) {
                contexts = contexts(field);
            } else if (UserData.is(field)) {
                userData = UserData.decode(field);
            }
        }
        return new Ppdu.Cp(calling, called, contexts, version1, userData);
    }

    static Ppdu.Cpa cpa(Octets octets) throws DecodeException {
        Octets responding = Octets.NONE;
        List<ContextResult> results = List.of();
        List<Pdv> userData = List.of();
        BerReader fields = ModeSelector.parameters(octets, "CPA").children("CPA normal-mode-parameters");
        while (fields.hasMore()) {
            Tlv field = fields.next("CPA");
            if (field.is(Tag.context(3))) {
                responding = field.string("responding-presentation-selector");
            } else if (field.is(Tag.context(5))) {
                results = results(field);
            } else if (UserData.is(field)) {
                userData = UserData.decode(field);
            }
        }
        return new Ppdu.Cpa(responding, results, userData);
    }

    static Ppdu.Cpr cpr(Octets octets) throws DecodeException {
        Octets responding = Octets.NONE;
        List<ContextResult> results = List.of();
        Integer reason = null;
        List<Pdv> userData = List.of();
        Tlv cpr = BerReader.single(octets, "CPR");
        if (!cpr.is(Tag.SEQUENCE)) {
            throw cpr.error("CPR", "expected a SEQUENCE, found " + cpr.tag());
        }
        BerReader fields = cpr.children("CPR");
        while (fields.hasMore()) {
            Tlv field = fields.next("CPR");
            if (field.is(Tag.context(3))) {
                responding = field.string("responding-presentation-selector");
            } else if (field.is(Tag.context(5))) {
                results = results(field);
            } else if (field.is(Tag.context(10))) {
                reason = field.integer("provider-reason", 0, 255);
            } else if (UserData.is(field)) {
                userData = UserData.decode(field);
            }
        }
        return new Ppdu.Cpr(responding, results, reason, userData);
    }

    /** ARU or ARP. */
    static Ppdu abort(Octets octets) throws DecodeException {
        Tlv abort = BerReader.single(octets, "ARU or ARP");
        BerReader fields = abort.children("ARU or ARP");
        if (abort.is(Tag.context(0))) {
            List<Pdv> userData = List.of();
            while (fields.hasMore()) {
                Tlv field = fields.next("ARU");
                if (UserData.is(field)) {
                    userData = UserData.decode(field);
                }
            }
            return new Ppdu.Aru(userData);
        }
        if (!abort.is(Tag.SEQUENCE)) {
            throw abort.error("ARU or ARP", "unexpected " + abort.tag());
        }
        Tlv reason = fields.nextIf(Tag.context(0), "provider-reason");
        return new Ppdu.Arp(reason == null ? 0 : reason.integer("provider-reason", 0, 255));
    }

    private static List<ContextDefinition> contexts(Tlv list) throws DecodeException {
        List<ContextDefinition> contexts = new ArrayList<>();
        BerReader items = list.children("presentation-context-definition-list");
        while (items.hasMore()) {
            Tlv item = items.expect(Tag.SEQUENCE, "presentation-context-definition-list");
            BerReader fields = item.children("presentation-context-definition-list");
            int identifier = fields.expect(Tag.INTEGER, "presentation-context-identifier")
                    .integer("presentation-context-identifier", 0, Integer.MAX_VALUE);
            String abstractSyntax = fields.expect(Tag.OBJECT_IDENTIFIER, "abstract-syntax-name")
                    .objectIdentifier("abstract-syntax-name");
            List<String> transferSyntaxes = new ArrayList<>();
            BerReader names =
                    fields.expect(Tag.SEQUENCE, "transfer-syntax-name-list").children("transfer-syntax-name-list");
            while (names.hasMore()) {
                transferSyntaxes.add(names.expect(Tag.OBJECT_IDENTIFIER, "transfer-syntax-name")
                        .objectIdentifier("transfer-syntax-name"));
            }
            for (ContextDefinition other : contexts) {
                if (other.identifier() == identifier) {
                    throw item.error("presentation-context-identifier", identifier + " is there twice");
                }
            }
            contexts.add(new ContextDefinition(identifier, abstractSyntax, transferSyntaxes));
        }
        return contexts;
    }

    private static List<ContextResult> results(Tlv list) throws DecodeException {
        List<ContextResult> results = new ArrayList<>();
        BerReader items = list.children("presentation-context-definition-result-list");
        while (items.hasMore()) {
            Tlv item = items.expect(Tag.SEQUENCE, "presentation-context-definition-result-list");
            BerReader fields = item.children("presentation-context-definition-result-list");
            int result = fields.expect(Tag.context(0), "result").integer("result", 0, 2);
            Tlv transferSyntax = fields.nextIf(Tag.context(1), "transfer-syntax-name");
            Tlv reason = fields.nextIf(Tag.context(2), "provider-reason");
            checkTransferSyntax(transferSyntax, result);
            results.add(ContextResult.of(
                    result, reason == null ? (result == 2 ? 0 : -1) : reason.integer("provider-reason", 0, 255)));
        }
        return results;
    }

    private static void checkTransferSyntax(@Nullable Tlv transferSyntax, int result) throws DecodeException {
        if (result == 0 && transferSyntax != null) {
            String name = transferSyntax.objectIdentifier("transfer-syntax-name");
            if (!name.equals(ContextDefinition.BER)) {
                throw transferSyntax.error("transfer-syntax-name", name + " was not offered");
            }
        }
    }
}
