using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Testing;
using Shouldly;
using Xunit;
using static App.Testing.RiskBooks;

namespace UnitTests.Risk.Analytics;

/// <summary>What has to be so of any book: random ones of longs, shorts, options, cash, gaps, newcomers and what nobody has returns of.</summary>
public sealed class BookPropertiesTests
{
    // Thirty stocks beside the books' own, so that there are more of them than correlations are taken of.
    private static readonly IReadOnlyDictionary<string, double?[]> Series = WithStocks(30);

    private static readonly string[] Symbols = ["A", "B", "NEW", "FLAT", "GAPPY", .. Enumerable.Range(0, 30).Select(Stock)];

    [Fact] // of a·one + b·other each is a times that of the one and b times that of the other
    public void BetaFactorsAndExposures_OfAnyBooks_AreLinearInTheirWeights()
    {
        var random = new Random(83);
        for (var trial = 0; trial < 60; trial++)
        {
            RiskHolding[] one = Book(random, isEven: false), other = Book(random, isEven: false);
            var (a, b) = (Multiple(random), Multiple(random));
            var all = Scaled(one, a).Concat(Scaled(other, b)).ToArray();

            // What the two hold of anything, neither netted: rounding is in proportion to that.
            var gross = (double)all.Sum(holding => Math.Abs(holding.MarketValue) + Math.Abs(holding.DeltaAdjusted ?? 0));
            foreach (var analytic in new IAnalytic[] { BetaTo.Market, BetaTo.InterestRate, new FactorExposures(), new Exposures(), new SectorExposure(), new Greeks() })
            {
                var (ofOne, ofOther, sum) = (Linear(analytic, one), Linear(analytic, other), Linear(analytic, all));
                sum.Count.ShouldBeGreaterThan(0, analytic.Id);
                foreach (var (name, (value, unit)) in sum)
                {
                    // A sector that the one does not hold is 0 of it.
                    var expected = ((double)a * ofOne.GetValueOrDefault(name).Value) + ((double)b * ofOther.GetValueOrDefault(name).Value);
                    value.ShouldBe(expected, 1e-12 * (unit == "ratio" ? Math.Max(1, gross / 100_000) : gross), $"{trial} {analytic.Id} {name}");
                }
            }
        }
    }

    [Theory] // twenty books each; every third has positions of the same size, which nothing but their names tells apart
    [InlineData(100_000)]
    [InlineData(0)]
    [InlineData(-5)]
    public void Figures_OfAnyBook_AreTheSame_WhateverTheOrderOfItsPositions(int equity)
    {
        var random = new Random(89 + equity);
        for (var trial = 0; trial < 20; trial++)
        {
            var book = Book(random, isEven: trial % 3 == 0);
            var data = Data(Series, book) with { Equity = equity };
            var expected = AnalyticSet.Standard.All.Select(analytic => analytic.Compute(data)).ToList();
            for (var shuffle = 0; shuffle < 3; shuffle++)
            {
                random.Shuffle(book);
                var turned = Data(Series, [.. book]) with { Equity = equity };
                foreach (var (analytic, result) in AnalyticSet.Standard.All.Zip(expected))
                {
                    ShouldBeTheSame(analytic.Compute(turned), result, $"{trial} {shuffle} {analytic.Id}");
                }
            }
        }
    }

    private static void ShouldBeTheSame(RiskResult found, RiskResult expected, string name)
    {
        ShouldBeTheSame(found.Figures, expected.Figures, name);

        // Rows are in an order of their own.
        found.Rows.Select(row => row.Key).ShouldBe(expected.Rows.Select(row => row.Key), name);
        foreach (var (row, same) in found.Rows.Zip(expected.Rows))
        {
            ShouldBeTheSame(row.Figures, same.Figures, $"{name} {row.Key}");
        }

        found.Tables.Select(table => (table.Id, table.Unit)).ShouldBe(expected.Tables.Select(table => (table.Id, table.Unit)), name);
        foreach (var (table, same) in found.Tables.Zip(expected.Tables))
        {
            table.Columns.ShouldBe(same.Columns, $"{name} {table.Id}");

            // Those of positions are in the order of the book.
            var (rows, others) = (table.Rows.OrderBy(row => row.Key, StringComparer.Ordinal).ToList(), same.Rows.OrderBy(row => row.Key, StringComparer.Ordinal).ToList());
            rows.Select(row => row.Key).ShouldBe(others.Select(row => row.Key), $"{name} {table.Id}");
            foreach (var (row, other) in rows.Zip(others))
            {
                row.Values.Count.ShouldBe(other.Values.Count);
                foreach (var (value, should) in row.Values.Zip(other.Values))
                {
                    ShouldBeTheSame(value, should, table.Unit, $"{name} {table.Id} {row.Key}");
                }
            }
        }
    }

    private static void ShouldBeTheSame(IReadOnlyDictionary<string, RiskFigure> found, IReadOnlyDictionary<string, RiskFigure> expected, string name)
    {
        found.Keys.ShouldBe(expected.Keys, ignoreOrder: true, name);
        foreach (var (id, figure) in expected)
        {
            var same = found[id];
            ShouldBeTheSame(same.Value, figure.Value, figure.Unit, $"{name} {id}");
            ShouldBeTheSame(same.StandardError, figure.StandardError, figure.Unit, $"{name} {id}, error");
            ShouldBeTheSame(same.RSquared, figure.RSquared, "ratio", $"{name} {id}, R²");
            (same with { Value = null, StandardError = null, RSquared = null }).ShouldBe(figure with { Value = null, StandardError = null, RSquared = null }, $"{name} {id}");
        }
    }

    // A sum of the same parts in another order: some last digits of the largest of them, which for dollars may be a hundred thousand.
    private static void ShouldBeTheSame(double? found, double? expected, string unit, string name)
    {
        found.HasValue.ShouldBe(expected.HasValue, name);
        (found ?? 0).ShouldBe(expected ?? 0, 1e-12 * Math.Max(Math.Abs(expected ?? 0), unit is "ratio" or "count" or "per share" ? 1 : 100_000), name);
    }

    // What is a sum over the holdings, by name.
    private static Dictionary<string, (double Value, string Unit)> Linear(IAnalytic analytic, RiskHolding[] book)
    {
        var result = analytic.Compute(Data(Series, book));
        var figures = result.Figures.Where(each => analytic is BetaTo or Greeks || each.Key.StartsWith("beta_", StringComparison.Ordinal) || each.Key.EndsWith("_net", StringComparison.Ordinal));
        var rows = analytic is FactorExposures or SectorExposure
            ? result.Rows.SelectMany(row => row.Figures.Where(each => each.Key is "exposure" or "net").Select(each => KeyValuePair.Create($"{row.Key} {each.Key}", each.Value)))
            : [];
        return figures.Concat(rows).ToDictionary(each => each.Key, each => (each.Value.Value.ShouldNotBeNull($"{analytic.Id} {each.Key}: {each.Value.Reason}"), each.Value.Unit), StringComparer.Ordinal);
    }

    private static IEnumerable<RiskHolding> Scaled(IEnumerable<RiskHolding> book, decimal times) => book.Select(holding => holding with
    {
        PositionId = TestIds.Next(),
        Units = times * holding.Units,
        MarketValue = times * holding.MarketValue,
        DeltaAdjusted = times * holding.DeltaAdjusted,
    });

    private static decimal Multiple(Random random) => Math.Round((decimal)(4 * random.NextDouble()) - 2, 3) + 0.0005m;

    // A is in each, and a call, so that nothing is unknown for want of anything known.
    private static RiskHolding[] Book(Random random, bool isEven)
    {
        decimal Dollars() => isEven ? 3_000 * (random.Next(2) == 0 ? 1 : -1) : Math.Round((decimal)(40_000 * (random.NextDouble() - 0.4)), 2);
        List<RiskHolding> book = [Holding("A", 20_000.25m), Call("A", 1 + random.Next(5))];
        for (var i = random.Next(40); i > 0; i--)
        {
            book.Add(random.Next(12) switch
            {
                0 => Call(Symbols[random.Next(2)], random.Next(-6, 7)),
                1 => Holding(null, Dollars()),
                2 => Holding("SPAXX", 5_000) with { IsCash = true },
                3 => Call("B", 2) with { Option = null, Inputs = null, DeltaAdjusted = null },
                _ => Holding(Symbols[random.Next(Symbols.Length)], Dollars()),
            } with
            { Sector = random.Next(4) == 0 ? GicsSectors.Unclassified : GicsSectors.All[random.Next(GicsSectors.All.Count)] });
        }

        return [.. book];
    }

    private static string Stock(int i) => FormattableString.Invariant($"S{i:00}");

    private static Dictionary<string, double?[]> WithStocks(int count)
    {
        var series = new Dictionary<string, double?[]>(With("A", [.. MarketReturns.Zip(Random(3, 0), (market, own) => (1.2 * market) + own)]));
        for (var i = 0; i < count; i++)
        {
            var own = Random(200 + i, i % 5 == 4 ? 30 : 0);
            series[Stock(i)] = [.. MarketReturns.Zip(own, (market, other) => (0.3 + (0.05 * i)) * market + other)];
        }

        return series;
    }
}
