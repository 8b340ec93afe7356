package longhand.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/**
 * A layer as one describes it on paper: enough to count its parameters, and to follow sizes and receptive fields.
 *
 * @param kind what it computes
 * @param in input channels or features; 0 if they were not given
 * @param out output channels or features; 0 if they were not given
 * @param window the window of a convolution or pooling; 1 × 1 for a linear layer
 * @param bias whether it has one bias for each output
 */
public record LayerSpec(Kind kind, int in, int out, Window2d window, boolean bias) {
    private static final String HOW_TO =
            "Write layers as \"conv 1->6 k5 p2; pool k2 s2; linear 400->120\": k kernel, s stride, "
            + "p padding, d dilation, each as 2 or 2x3; nobias.";
    private static final Pattern CHANNELS = Pattern.compile("(\\d{1,6})(?:->|→)(\\d{1,6})");
    private static final Pattern SETTING = Pattern.compile("([kspd])(\\d{1,6})(?:[x×](\\d{1,6}))?");

    /** What a layer computes. */
    public enum Kind {
        CONV, POOL, LINEAR
    }

    /**
     * Reads a list of layers: {@code conv 1->6 k5 p2; pool k2 s2; linear 400->120}. The stride of a pooling is its
     * window if none is given, as on the command line.
     *
     * @throws IllegalArgumentException if a word is not understood; names the layer
     */
    public static List<LayerSpec> parse(String text) {
        List<LayerSpec> layers = new ArrayList<>();
        for (String layer : text.strip().split("\\s*[;\\n]\\s*")) {
            layers.add(one(layer, "layer " + (layers.size() + 1) + " ('" + layer + "'): "));
        }
        return List.copyOf(layers);
    }

    private static LayerSpec one(String text, String where) {
        String[] words = text.strip().split("\\s+");
        Kind kind;
        try {
            kind = Kind.valueOf(words[0].toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(where + "'" + words[0] + "' is none of conv, pool and linear. "
                    + HOW_TO);
        }
        int[] channels = {0, 0};
        Size2d[] settings = {Size2d.square(kind == Kind.LINEAR ? 1 : 0), Size2d.square(0), Size2d.square(0),
                Size2d.square(1)};
        boolean bias = kind != Kind.POOL;
        for (int i = 1; i < words.length; i++) {
            Matcher c = CHANNELS.matcher(words[i]);
            Matcher s = SETTING.matcher(words[i]);
            if (c.matches()) {
                channels = new int[] {Integer.parseInt(c.group(1)), Integer.parseInt(c.group(2))};
            } else if (s.matches() && kind != Kind.LINEAR) {
                int h = Integer.parseInt(s.group(2));
                settings["kspd".indexOf(s.group(1))] =
                        new Size2d(h, s.group(3) == null ? h : Integer.parseInt(s.group(3)));
            } else if (words[i].equals("nobias")) {
                bias = false;
            } else {
                throw new IllegalArgumentException(where + "'" + words[i] + "' is not understood. " + HOW_TO);
            }
        }
        if (settings[0].h() == 0) {
            throw new IllegalArgumentException(where + "the size of the window is missing. " + HOW_TO);
        }
        Size2d usual = kind == Kind.POOL ? settings[0] : Size2d.square(1);
        Size2d stride = settings[1].h() == 0 ? usual : settings[1];
        return new LayerSpec(kind, channels[0], channels[1],
                new Window2d(settings[0], stride, settings[2], settings[3], false), bias);
    }

    /**
     * Trainable numbers of the kernels: output channels · input channels · kernel rows · kernel columns; 0 for a
     * pooling.
     */
    public long weights() {
        return kind == Kind.POOL ? 0 : (long) out * in * window.kernel().h() * window.kernel().w();
    }

    /** All trainable numbers. */
    public long parameters() {
        return weights() + (bias ? out : 0);
    }

    /** The notation that {@link #parse} reads. */
    @Override
    public String toString() {
        String channels = in > 0 ? " " + in + "->" + out : "";
        String windowText = kind == Kind.LINEAR ? "" : " k" + size(window.kernel()) + " s" + size(window.stride())
                + (window.padding().equals(Size2d.square(0)) ? "" : " p" + size(window.padding()))
                + (window.dilation().equals(Size2d.square(1)) ? "" : " d" + size(window.dilation()));
        return kind.name().toLowerCase(Locale.ROOT) + channels + windowText
                + (bias || kind == Kind.POOL ? "" : " nobias");
    }

    private static String size(Size2d s) {
        return s.h() == s.w() ? String.valueOf(s.h()) : s.h() + "x" + s.w();
    }
}
