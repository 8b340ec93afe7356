package longhand.explain.check.student;

import java.util.ArrayList;
import java.util.List;

/** The gradients of a convolution or a pooling, worked out on paper: what each window sends back is written down. */
final class WindowGradients {
    private final WindowSheet s;

    WindowGradients(WindowSheet sheet) {
        this.s = sheet;
    }

    /** For each pixel of a padded image what the windows send to it, in the order of the windows. */
    private List<List<List<Double>>> empty(int h, int wd) {
        List<List<List<Double>>> all = new ArrayList<>();
        for (int i = 0; i < h; i++) {
            all.add(new ArrayList<>());
            for (int j = 0; j < wd; j++) {
                all.get(i).add(new ArrayList<>());
            }
        }
        return all;
    }

    private double[][] cropped(List<List<List<Double>>> sent, int h, int wd) {
        double[][] out = new double[h][wd];
        for (int i = 0; i < h; i++) {
            for (int j = 0; j < wd; j++) {
                out[i][j] = Grid.reduce(s.reduce, sent.get(i + s.top).get(j + s.left));
            }
        }
        return out;
    }

    double[][][] ofInput() {
        double[][][] dx = new double[s.x.length][][];
        for (int c = 0; c < s.x.length; c++) {
            int h = s.x[c].length;
            int wd = s.x[c][0].length;
            List<List<List<Double>>> sent = empty(h + s.top + s.bottom + 30, wd + s.left + s.right + 30);
            for (int o = 0; o < s.g.length; o++) {
                for (int i = 0; i < s.g[o].length; i++) {
                    for (int j = 0; j < s.g[o][0].length; j++) {
                        for (int u = 0; u < s.kh; u++) {
                            for (int v = 0; v < s.kw; v++) {
                                sent.get(i * s.strideH + u * s.dilationH).get(j * s.strideW + v * s.dilationW)
                                        .add(s.product.applyAsDouble(s.g[o][i][j], s.w[o][c][u][v]));
                            }
                        }
                    }
                }
            }
            dx[c] = cropped(sent, h, wd);
        }
        return dx;
    }

    double[][][] ofWeights() {
        List<double[][]> all = new ArrayList<>();
        for (int o = 0; o < s.g.length; o++) {
            for (double[][] plane : s.x) {
                double[][] big = s.padded(plane);
                double[][] dw = new double[s.kh][s.kw];
                for (int u = 0; u < s.kh; u++) {
                    for (int v = 0; v < s.kw; v++) {
                        List<Double> terms = new ArrayList<>();
                        for (int i = 0; i < s.g[o].length; i++) {
                            for (int j = 0; j < s.g[o][0].length; j++) {
                                int r = i * s.strideH + u * s.dilationH;
                                int column = j * s.strideW + v * s.dilationW;
                                boolean there = r < big.length && column < big[0].length;
                                terms.add(s.product.applyAsDouble(s.g[o][i][j], there ? big[r][column] : 0));
                            }
                        }
                        dw[u][v] = Grid.reduce(s.reduce, terms);
                    }
                }
                all.add(dw);
            }
        }
        return all.toArray(double[][][]::new);
    }

    double[][][] ofBias() {
        double[][] db = new double[1][s.b.length];
        for (int o = 0; o < s.b.length; o++) {
            List<Double> terms = new ArrayList<>();
            for (double[] row : s.g[o]) {
                for (double v : row) {
                    terms.add(v);
                }
            }
            db[0][o] = Grid.reduce(s.reduce, terms);
        }
        return new double[][][] {db};
    }

    double[][][] ofPooling() {
        double[][][] dx = new double[s.x.length][][];
        for (int c = 0; c < s.x.length; c++) {
            double[][] big = s.padded(s.x[c]);
            List<List<List<Double>>> sent = empty(big.length + 30, big[0].length + 30);
            for (int i = 0; i < s.g[c].length; i++) {
                for (int j = 0; j < s.g[c][0].length; j++) {
                    sendBack(big, sent, i, j, s.g[c][i][j]);
                }
            }
            dx[c] = cropped(sent, s.x[c].length, s.x[c][0].length);
        }
        return dx;
    }

    private void sendBack(double[][] big, List<List<List<Double>>> sent, int i, int j, double gradient) {
        List<int[]> places = new ArrayList<>();
        for (int u = 0; u < s.kh; u++) {
            for (int v = 0; v < s.kw; v++) {
                int r = i * s.strideH + u * s.dilationH;
                int column = j * s.strideW + v * s.dilationW;
                if (r < big.length && column < big[0].length && !Double.isNaN(big[r][column])) {
                    places.add(new int[] {r, column});
                }
            }
        }
        List<Double> numbers = places.stream().map(p -> big[p[0]][p[1]]).toList();
        if (places.isEmpty()) {
            return;
        }
        double most = Grid.reduce("max", numbers);
        double least = Grid.reduce("min", numbers);
        for (int n = 0; n < places.size(); n++) {
            double part = switch (s.share) {
                case "largest" -> n == numbers.indexOf(most) ? 1 : 0;
                case "last largest" -> n == numbers.lastIndexOf(most) ? 1 : 0;
                case "all largest" -> numbers.get(n) == most ? 1 : 0;
                case "smallest" -> n == numbers.indexOf(least) ? 1 : 0;
                case "even" -> 1.0 / numbers.size();
                case "by window" -> 1.0 / (s.kh * s.kw);
                case "first" -> n == 0 ? 1 : 0;
                default -> 1;
            };
            if (part != 0) {
                sent.get(places.get(n)[0]).get(places.get(n)[1]).add(part * gradient);
            }
        }
    }
}
