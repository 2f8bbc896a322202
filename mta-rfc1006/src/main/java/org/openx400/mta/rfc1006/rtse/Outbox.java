package org.openx400.mta.rfc1006.rtse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.rfc1006.session.SessionEffect;

/** Collects the effects of one call, in order. */
final class Outbox {
    private List<RtEffect> effects = new ArrayList<>();
    private boolean timerRuns;

    void session(List<SessionEffect> below) {
        for (SessionEffect effect : below) {
            effects.add(new RtEffect.Session(effect));
        }
    }

    void indicate(RtIndication indication) {
        effects.add(new RtEffect.Indicate(indication));
    }

    void arm(Duration delay) {
        timerRuns = true;
        effects.add(new RtEffect.ArmTimer(delay));
    }

    void cancelTimer() {
        if (timerRuns) {
            timerRuns = false;
            effects.add(new RtEffect.CancelTimer());
        }
    }

    void timerRanOut() {
        timerRuns = false;
    }

    List<RtEffect> drain() {
        List<RtEffect> drained = effects;
        effects = new ArrayList<>();
        return drained;
    }
}
