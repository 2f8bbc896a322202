package org.openx400.mta.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.AddressAttributes;
import org.openx400.mta.address.AddressPattern;

/**
 * All patterns. Those that give values for the same attributes are found by these values in one look-up; there are few
 * such kinds of pattern, however many patterns there are.
 */
final class RouteTable {
    /**
     * One entry of an address space.
     *
     * @param position of the connector in the configuration
     */
    record Route(String connector, int position, AddressPattern pattern, int cost) {}

    private final Map<List<String>, Map<List<String>, List<Route>>> routes = new HashMap<>();

    void add(Route route) {
        routes.computeIfAbsent(List.copyOf(route.pattern().given().keySet()), labels -> new HashMap<>())
                .computeIfAbsent(List.copyOf(route.pattern().given().values()), values -> new ArrayList<>())
                .add(route);
    }

    List<Route> matching(AddressAttributes address) {
        List<Route> found = new ArrayList<>();
        routes.forEach((labels, byValues) -> {
            List<String> values = values(address, labels);
            if (values != null) {
                byValues.getOrDefault(values, List.of()).stream()
                        .filter(route -> route.pattern().matches(address))
                        .forEach(found::add);
            }
        });
        return found;
    }

    private static @Nullable List<String> values(AddressAttributes address, List<String> labels) {
        List<String> values = new ArrayList<>(labels.size());
        for (String label : labels) {
            String value = address.get(label);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return values;
    }
}
