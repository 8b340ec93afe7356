package longhand.notebooks;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One value in several forms, as Jupyter wants it: the front end takes the richest it can show, a text terminal the
 * plainest.
 *
 * @param data from MIME type to content; pictures are Base64 text
 * @param machineDependent the types whose content may differ between machines (a chart's letters come from the system's
 *     fonts);
 *     {@link OutputCheck} leaves exactly these out, and the notebook file says so in the output's metadata
 */
public record MimeBundle(SortedMap<String, String> data, Set<String> machineDependent) {
    public static final String TEXT = "text/plain";
    public static final String HTML = "text/html";
    public static final String PNG = "image/png";

    public MimeBundle {
        data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
        machineDependent = Collections.unmodifiableSet(new TreeSet<>(machineDependent));
        if (!data.containsKey(TEXT)) {
            throw new IllegalArgumentException("MimeBundle: " + TEXT
                    + " is missing; every value must have a plain form");
        }
    }

    public static MimeBundle of(Map<String, String> data) {
        return new MimeBundle(new TreeMap<>(data), Set.of());
    }

    public static MimeBundle text(String text) {
        return of(Map.of(TEXT, text));
    }

    public MimeBundle withMachineDependent(String mimeType) {
        return new MimeBundle(data, Set.of(mimeType));
    }

    public String plain() {
        return data.get(TEXT);
    }
}
