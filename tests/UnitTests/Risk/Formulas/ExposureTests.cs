using System.Text.Json;
using App.Core.Portfolios;
using App.Core.Risk.Formulas;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class ExposureTests
{
    [Fact] // 100 shares at 200 and a call written at 4.50 with delta .4
    public void Total_OfCoveredCall_DependsOnBasis()
    {
        ExposureTotals byValue = Exposure.Total([Exposure.MarketValue(100, 1, 200), Exposure.MarketValue(-1, 100, 4.5m)]);
        byValue.ShouldBe(new ExposureTotals(20_000, -450));
        (byValue.Gross, byValue.Net).ShouldBe((20_450m, 19_550m));

        (string, decimal)[] legs = [("AAPL", Exposure.MarketValue(100, 1, 200)), ("AAPL", Exposure.DeltaAdjusted(-1, 100, .4, 200))];
        Exposure.Total([legs[0].Item2, legs[1].Item2]).ShouldBe(new ExposureTotals(20_000, -8_000));
        Exposure.NettedByUnderlying(legs).ShouldBe(new ExposureTotals(12_000, 0));
    }

    [Fact]
    public void DeltaAdjusted_OfPuts_TurnsTheSide()
    {
        Exposure.DeltaAdjusted(5, 100, -.45, 500).ShouldBe(-112_500m);
        Exposure.DeltaAdjusted(-3, 100, -.25, 500).ShouldBe(37_500m);
    }

    [Fact]
    public void Total_OfNothingAndOfZero_IsZero()
    {
        Exposure.Total([]).ShouldBe(default);
        Exposure.Total([0m]).ShouldBe(default);
        Exposure.ByClass([]).ShouldBeEmpty();
    }

    [Fact]
    public void ByClass_OfMixedBook_KeepsClassesApart()
    {
        var byClass = Exposure.ByClass([(InvestmentClass.Public, 10), (InvestmentClass.Options, -4), (InvestmentClass.Public, -3), (InvestmentClass.Options, 1)]);
        byClass.Count.ShouldBe(2);
        byClass[InvestmentClass.Public].ShouldBe(new ExposureTotals(10, -3));
        byClass[InvestmentClass.Options].ShouldBe(new ExposureTotals(1, -4));
    }

    [Theory]
    [InlineData(150_000, 100_000, 1.5)]
    [InlineData(0, 100_000, 0)]
    public void Leverage_OfPositiveEquity_IsRatio(int gross, int equity, double expected) => Exposure.Leverage(gross, equity).Value.ShouldBe(expected);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Leverage_WithoutEquity_IsUnknown(int equity) => Exposure.Leverage(100, equity).Reason.ShouldNotBeNull().ShouldContain("not positive");

    [Fact]
    public void Total_OfAnyBook_ObeysIdentities()
    {
        var random = new Random(1);
        for (var book = 0; book < 200; book++)
        {
            decimal[] legs = [.. Enumerable.Range(0, random.Next(12)).Select(_ => Math.Round((decimal)(random.NextDouble() - .5) * 1e6m, 4))];
            var totals = Exposure.Total(legs);
            totals.Gross.ShouldBe(totals.Long + Math.Abs(totals.Short));
            totals.Gross.ShouldBe(legs.Sum(Math.Abs));
            totals.Net.ShouldBe(legs.Sum());
            totals.Gross.ShouldBeGreaterThanOrEqualTo(Math.Abs(totals.Net));
            random.Shuffle(legs);
            Exposure.Total(legs).ShouldBe(totals);
        }
    }

    [Fact]
    public void Total_ReferenceBooks_MatchToTheCent()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(ReferenceData.PathOf("vectors/exposure_cases.json")));
        foreach (var book in file.RootElement.GetProperty("cases").EnumerateArray())
        {
            var legs = book.GetProperty("positions").EnumerateArray().Select(Leg).ToArray();
            var equity = book.GetProperty("equity").GetDecimal();
            Check(book, "market_value_basis", Exposure.Total([.. legs.Select(leg => leg.MarketValue)]), equity);
            Check(book, "delta_adjusted_basis", Exposure.Total([.. legs.Select(leg => leg.DeltaAdjusted)]), equity);
            Check(book, "delta_adjusted_netted_by_underlying", Exposure.NettedByUnderlying(legs.Select(leg => (leg.Underlying, leg.DeltaAdjusted))), equity);
        }
    }

    private static (string Underlying, decimal MarketValue, decimal DeltaAdjusted) Leg(JsonElement position)
    {
        decimal? Number(string name) => position.TryGetProperty(name, out var value) ? value.GetDecimal() : null;
        var (quantity, price, multiplier) = (Number("quantity")!.Value, Number("price")!.Value, (int)(Number("multiplier") ?? 1));
        var value = Exposure.MarketValue(quantity, multiplier, price);
        var symbol = position.GetProperty("symbol").GetString()!;
        (string Underlying, decimal MarketValue, decimal DeltaAdjusted) leg = position.TryGetProperty("delta", out var delta)
            ? (position.GetProperty("underlying").GetString()!, value, Exposure.DeltaAdjusted(quantity, multiplier, delta.GetDouble(), Number("underlying_price")!.Value))
            : (symbol, value, value);
        leg.MarketValue.ShouldBe(Number("market_value")!.Value, .005m, symbol);
        leg.DeltaAdjusted.ShouldBe(Number("delta_dollars")!.Value, .005m, symbol);
        return leg;
    }

    private static void Check(JsonElement book, string basis, ExposureTotals actual, decimal equity)
    {
        var expected = book.GetProperty(basis);
        var name = $"{book.GetProperty("name")}: {basis}";
        actual.Long.ShouldBe(expected.GetProperty("long").GetDecimal(), .005m, name);
        actual.Short.ShouldBe(expected.GetProperty("short").GetDecimal(), .005m, name);
        actual.Gross.ShouldBe(expected.GetProperty("gross").GetDecimal(), .005m, name);
        actual.Net.ShouldBe(expected.GetProperty("net").GetDecimal(), .005m, name);
        if (expected.TryGetProperty("gross_pct", out var share))
        {
            Exposure.Leverage(actual.Gross, equity).Value!.Value.ShouldBe(share.GetDouble(), 1e-12, name);
            Exposure.ShareOfEquity(actual.Net, equity).Value!.Value.ShouldBe(expected.GetProperty("net_pct").GetDouble(), 1e-12, name);
        }
    }
}
