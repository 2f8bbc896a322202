package org.openx400.mta.event;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event. Fields keep the order in which they were added; those without a value are left out.
 *
 * @param id from the catalogue
 * @param fields what it tells beside the catalogue's text; the message template names them in braces
 */
public record Event(EventId id, Map<String, Object> fields) {
    public static Builder of(EventId id) {
        return new Builder(id);
    }

    /** The catalogue's message template with its fields filled in; "-" for a field without a value. */
    public String message() {
        String template = id.template();
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', at)) {
            int close = template.indexOf('}', open);
            text.append(template, at, open).append(fields.getOrDefault(template.substring(open + 1, close), "-"));
            at = close + 1;
        }
        return text.append(template, at, template.length()).toString();
    }

    /** Collects the fields of an event. */
    public static final class Builder {
        private final EventId id;
        private final Map<String, Object> fields = new LinkedHashMap<>();

        private Builder(EventId id) {
            this.id = id;
        }

        public Builder connector(@Nullable String name) {
            return with("connector", name);
        }

        public Builder association(@Nullable String associationId) {
            return with("association", associationId);
        }

        public Builder mtsId(@Nullable String mtsIdentifier) {
            return with("mtsId", mtsIdentifier);
        }

        public Builder local(@Nullable InetSocketAddress address) {
            return with("local", text(address));
        }

        public Builder remote(@Nullable InetSocketAddress address) {
            return with("remote", text(address));
        }

        public Builder with(String field, @Nullable Object value) {
            if (value != null) {
                fields.put(field, value);
            }
            return this;
        }

        public Event build() {
            return new Event(id, java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields)));
        }

        public void to(EventLog log) {
            log.log(build());
        }

        private static @Nullable String text(@Nullable InetSocketAddress address) {
            if (address == null) {
                return null;
            }
            String host = address.getAddress() == null
                    ? address.getHostString()
                    : address.getAddress().getHostAddress();
            return host.indexOf(':') >= 0 ? "[" + host + "]:" + address.getPort() : host + ":" + address.getPort();
        }
    }
}
