namespace App.Core.Imports.Brokers.Mapping;

/// <summary>Two columns whose product is a third.</summary>
/// <param name="One">A factor.</param>
/// <param name="Other">The other.</param>
/// <param name="Product">Their product.</param>
/// <param name="Hits">In how many rows.</param>
/// <param name="Rows">Of how many that have all three.</param>
internal sealed record ProductFact(ColumnProfile One, ColumnProfile Other, ColumnProfile Product, int Hits, int Rows);

/// <summary>Finds what the numbers of a table have to do with each other.</summary>
internal static class Arithmetic
{
    // Six thousand triples of columns at most; a table with more columns of numbers is looked at in part.
    private const int MostColumns = 24;
    private const int FewRows = 5;
    private const int LeastRows = 2;
    private const double MostMissed = 0.2;

    private static readonly double[] Multipliers = [1, 100, 0.01];

    /// <summary>Every column that is the product of two others. Options count a hundred times, bonds a hundredth, when most rows are neither.</summary>
    public static IReadOnlyList<ProductFact> Products(IReadOnlyList<ColumnProfile> columns)
    {
        var numeric = columns.Where(column => column.IsNumeric && column.Numbers.Any(number => number is not null and not 0 and not 1)).Take(MostColumns).ToList();
        List<ProductFact> facts = [];
        for (var one = 0; one < numeric.Count; one++)
        {
            for (var other = one + 1; other < numeric.Count; other++)
            {
                foreach (var product in numeric)
                {
                    if (product != numeric[one] && product != numeric[other] && Check(numeric[one], numeric[other], product) is { } fact)
                        facts.Add(fact);
                }
            }
        }

        return facts;
    }

    /// <summary>In how many rows of how many the first number less the second is the third; null when it is so in too few.</summary>
    public static (int Hits, int Rows)? Difference(double?[] from, double?[] less, double?[] rest)
    {
        var (hits, rows, telling) = (0, 0, 0);
        for (var row = 0; row < from.Length; row++)
        {
            if (from[row] is not { } whole || less[row] is not { } part || rest[row] is not { } left || whole == 0 || part == 0)
                continue;
            rows++;
            if (Math.Abs(whole - part - left) > 0.021 + (0.0005 * Math.Abs(whole)))
                continue;
            hits++;
            telling += left != 0 && Math.Abs(left) > 0.002 * Math.Abs(whole) ? 1 : 0;
        }

        return telling >= LeastRows && IsEnough(hits, rows) ? (hits, rows) : null;
    }

    private static ProductFact? Check(ColumnProfile one, ColumnProfile other, ColumnProfile product)
    {
        var (hits, rows, telling, plain) = (0, 0, 0, 0);
        var allowed = (int)(MostMissed * product.Numbers.Length);
        for (var row = 0; row < product.Numbers.Length && rows - hits <= allowed; row++)
        {
            if (one.Numbers[row] is not { } a || other.Numbers[row] is not { } b || product.Numbers[row] is not { } c || a == 0 || b == 0 || c == 0)
                continue;
            rows++;
            var multiplier = Array.Find(Multipliers, each => Agree(a * b * each, c, product.Numbers.Length < FewRows));
            if (multiplier == 0)
                continue;
            hits++;
            plain += multiplier == 1 ? 1 : 0;

            // One share at 12.50 is worth 12.50: that says nothing of which column is which.
            telling += Math.Abs(a) != 1 && Math.Abs(b) != 1 ? 1 : 0;
        }

        return telling >= LeastRows && plain * 2 >= hits && IsEnough(hits, rows) ? new(one, other, product, hits, rows) : null;
    }

    private static bool IsEnough(int hits, int rows) => rows < FewRows ? hits == rows : rows - hits <= MostMissed * rows;

    // Prices are rounded, and so their products are off; over a few rows alone chance would do as well as rounding.
    private static bool Agree(double product, double value, bool isStrict) =>
        Math.Abs(Math.Abs(product) - Math.Abs(value)) <= (isStrict ? Math.Max(0.0101, 0.0008 * Math.Abs(value)) : Math.Max(0.0101, 0.005 * Math.Abs(value)));
}
