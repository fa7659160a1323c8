namespace App.Core.Imports.Brokers.Mapping;

/// <summary>Which of a table's columns are quantity, price, value and cost, by what they multiply to. Titles choose only between readings that the arithmetic allows.</summary>
internal static class FigureRoles
{
    // A product of the quantity that the titles call a change or an income is no cost.
    private const double LeastSecondScore = -2;

    /// <summary>The roles that are certain, each with its reason; empty when the columns have nothing to do with each other.</summary>
    /// <param name="columns">All columns.</param>
    /// <param name="nameOf">How a column is called in a reason.</param>
    public static IEnumerable<(ColumnProfile Column, PositionField Field, string Reason)> Of(IReadOnlyList<ColumnProfile> columns, Func<ColumnProfile, string> nameOf)
    {
        var readings = Arithmetic.Products(columns).SelectMany(Readings).OrderByDescending(reading => reading.Score).ToList();
        if (readings.Count == 0 || readings[0].Score < LeastSecondScore)
            return [];

        var first = readings[0];
        var second = readings.Find(reading => reading.Quantity == first.Quantity && reading.IsCost != first.IsCost && reading.Each != first.Each && reading.Each != first.All && reading.All != first.All && reading.All != first.Each && reading.Score >= LeastSecondScore);
        if (second is null)
            return Roles(first, nameOf);

        var (market, cost) = first.IsCost ? (second, first) : (first, second);
        var gain = GainOf(columns, market, cost);
        if (gain is null && market.TitleScore + cost.TitleScore <= market.Turned.TitleScore + cost.Turned.TitleScore && GainOf(columns, cost.Turned, market.Turned) is { } turned)
            (market, cost, gain) = (cost.Turned, market.Turned, turned);
        var roles = Roles(market, nameOf).Concat(Roles(cost, nameOf).Skip(1));
        return gain is { } found
            ? roles.Append((found.Column, PositionField.Gain, $"{nameOf(market.All)} − {nameOf(cost.All)} = {nameOf(found.Column)} in {found.Hits} of {found.Rows} rows."))
            : roles;
    }

    private static IEnumerable<(ColumnProfile Column, PositionField Field, string Reason)> Roles(Reading reading, Func<ColumnProfile, string> nameOf)
    {
        var reason = $"{nameOf(reading.Quantity)} × {nameOf(reading.Each)} = {nameOf(reading.All)} in {reading.Fact.Hits} of {reading.Fact.Rows} rows.";
        return [(reading.Quantity, PositionField.Quantity, reason), (reading.Each, reading.EachField, reason), (reading.All, reading.AllField, reason)];
    }

    private static (ColumnProfile Column, int Hits, int Rows)? GainOf(IReadOnlyList<ColumnProfile> columns, Reading market, Reading cost)
    {
        ColumnProfile[] used = [market.Quantity, market.Each, market.All, cost.Each, cost.All];
        foreach (var column in columns.Where(column => column.IsNumeric && !column.Title.IsDerived && !used.Contains(column)))
        {
            if (Arithmetic.Difference(market.All.Numbers, cost.All.Numbers, column.Numbers) is { } found)
                return (column, found.Hits, found.Rows);
        }

        return null;
    }

    private static IEnumerable<Reading> Readings(ProductFact fact) =>
    [
        new(fact, fact.One, fact.Other, false), new(fact, fact.Other, fact.One, false),
        new(fact, fact.One, fact.Other, true), new(fact, fact.Other, fact.One, true),
    ];

    /// <summary>One way to read a product: how many, what each is worth or cost, what all are worth or cost.</summary>
    private sealed record Reading(ProductFact Fact, ColumnProfile Quantity, ColumnProfile Each, bool IsCost)
    {
        public ColumnProfile All => Fact.Product;

        public PositionField EachField => IsCost ? PositionField.CostPerShare : PositionField.Price;

        public PositionField AllField => IsCost ? PositionField.TotalCost : PositionField.Value;

        public double TitleScore => Quantity.Title.For(PositionField.Quantity) + Each.Title.For(EachField) + All.Title.For(AllField);

        /// <summary>The same with value and cost exchanged.</summary>
        public Reading Turned => this with { IsCost = !IsCost };

        // What is written with a currency is a price, what is written whole a count; prices are never negative, and what all are worth is asked for before what they cost.
        public double Score => TitleScore + Quantity.WholeShare - Each.WholeShare + Each.MoneyShare - Quantity.MoneyShare
            - (Each.Numbers.Any(number => number < 0) ? 3 : 0) - (IsCost ? 0.3 : 0) - (0.001 * Quantity.Index);
    }
}
