package longhand.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/**
 * What an explanation was made from: an operation, arrays and settings, by the names that the scripts of the page give
 * them ({@code page/} beside this class). A page computes everything anew from it when a reader changes a number.
 *
 * @param operation conv2d, pool, linear, conv1x1, softmax, sgd, output-size, parameters or receptive-field
 * @param arrays what is given as numbers: x, w, b, dY, …; what was not given is left out
 * @param settings what is set beside them: stride, padding, lr, …
 */
public record Setup(String operation, Map<String, Values> arrays, Map<String, Object> settings) {

    /** A setup without arrays and settings. */
    static Setup of(String operation) {
        return new Setup(operation, Map.of(), Map.of());
    }

    /** The same with one array more; nothing changes if it has no numbers. */
    Setup with(String name, Values array) {
        Map<String, Values> more = new LinkedHashMap<>(arrays);
        if (array.size() > 0) {
            more.put(name, array);
        }
        return new Setup(operation, more, settings);
    }

    /** The same with one setting more. */
    Setup with(String name, Object setting) {
        Map<String, Object> more = new LinkedHashMap<>(settings);
        more.put(name, setting instanceof Size2d s ? List.of(s.h(), s.w()) : setting);
        return new Setup(operation, arrays, more);
    }

    /** The same with the stride, padding, dilation and ceil mode of a window. */
    Setup with(Window2d w) {
        return with("stride", w.stride()).with("padding", w.padding()).with("dilation", w.dilation())
                .with("ceilMode", w.ceilMode());
    }
}
