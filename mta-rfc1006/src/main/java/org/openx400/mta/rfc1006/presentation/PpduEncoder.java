package org.openx400.mta.rfc1006.presentation;

import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/** PPDUs of normal mode to octets, X.226 8.4.2. */
final class PpduEncoder {
    private static final Octets NORMAL_MODE = Ber.constructed(Tag.context(0), Ber.integer(Tag.context(0), 1));

    private PpduEncoder() {}

    static Octets encode(Ppdu.Cp cp) {
        List<Octets> fields = new ArrayList<>();
        selector(fields, 1, cp.callingPSAPSelector());
        selector(fields, 2, cp.calledPSAPSelector());
        List<Octets> contexts = new ArrayList<>();
        for (ContextDefinition context : cp.contexts()) {
            List<Octets> syntaxes = new ArrayList<>();
            for (String syntax : context.transferSyntaxes()) {
                syntaxes.add(Ber.objectIdentifier(syntax));
            }
            contexts.add(Ber.sequence(
                    Ber.integer(context.identifier()),
                    Ber.objectIdentifier(context.abstractSyntax()),
                    Ber.constructed(Tag.SEQUENCE, syntaxes)));
        }
        fields.add(Ber.constructed(Tag.context(4), contexts));
        fields.add(UserData.encode(cp.userData()));
        return Ber.set(NORMAL_MODE, Ber.constructed(Tag.context(2), fields));
    }

    static Octets encode(Ppdu.Cpa cpa) {
        List<Octets> fields = new ArrayList<>();
        selector(fields, 3, cpa.respondingPSAPSelector());
        fields.add(results(cpa.results()));
        fields.add(UserData.encode(cpa.userData()));
        return Ber.set(NORMAL_MODE, Ber.constructed(Tag.context(2), fields));
    }

    static Octets encode(Ppdu.Cpr cpr) {
        List<Octets> fields = new ArrayList<>();
        selector(fields, 3, cpr.respondingPSAPSelector());
        if (!cpr.results().isEmpty()) {
            fields.add(results(cpr.results()));
        }
        Integer reason = cpr.providerReason();
        if (reason != null) {
            fields.add(Ber.integer(Tag.context(10), reason));
        }
        fields.add(UserData.encode(cpr.userData()));
        return Ber.constructed(Tag.SEQUENCE, fields);
    }

    static Octets encode(Ppdu.Aru aru) {
        return Ber.constructed(Tag.context(0), UserData.encode(aru.userData()));
    }

    private static void selector(List<Octets> fields, int tag, Octets selector) {
        if (!selector.isEmpty()) {
            fields.add(Ber.octetString(Tag.context(tag), selector));
        }
    }

    private static Octets results(List<ContextResult> results) {
        List<Octets> list = new ArrayList<>();
        for (ContextResult result : results) {
            Octets number = Ber.integer(Tag.context(0), result.result());
            if (result == ContextResult.ACCEPTANCE) {
                list.add(Ber.sequence(number, Ber.objectIdentifier(Tag.context(1), ContextDefinition.BER)));
            } else if (result.providerReason() >= 0) {
                list.add(Ber.sequence(number, Ber.integer(Tag.context(2), result.providerReason())));
            } else {
                list.add(Ber.sequence(number));
            }
        }
        return Ber.constructed(Tag.context(5), list);
    }
}
