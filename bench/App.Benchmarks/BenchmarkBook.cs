using App.Core.Operations;
using App.Core.Portfolios;

namespace App.Benchmarks;

/// <summary>The rows that the storage benchmark writes: shares, funds, options and private holdings, some closed.</summary>
internal static class BenchmarkBook
{
    private static readonly DateOnly FirstEntry = new(2015, 1, 1);

    public static Portfolio Portfolio(IIdGenerator ids, Guid owner)
    {
        var id = ids.Next();
        return new Portfolio
        {
            Id = id,
            OwnerId = owner,
            Name = "Benchmark",
            AccountName = $"Account {id}",
            AccountKey = $"ACCOUNT {id}",
            AccountType = AccountType.Taxable,
            EquityBalance = 250_000m,
            EquityAsOf = new DateOnly(2026, 6, 30),
            NetAssetValue = 250_000m,
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
    }

    public static List<Position> Positions(IIdGenerator ids, Guid portfolioId, int count) =>
        [.. LotKeys.Assign([.. Enumerable.Range(0, count).Select(ordinal => Position.From(Draft(ordinal), ids.Next(), portfolioId, ordinal))])];

    /// <summary>What a row says apart from its ids.</summary>
    public static object Identity(Position row) =>
        (row.Symbol, row.Quantity, row.EntryPrice, row.EntryDate, row.Class, row.Subtype, row.Type, (row.Option, row.ExitDate, row.ExitPrice));

    private static PositionDraft Draft(int row)
    {
        var entry = FirstEntry.AddDays(row % 4_000);
        var draft = new PositionDraft
        {
            Symbol = $"SYM{row / 10 % 700}",
            Quantity = (row % 3 == 0 ? -1 : 1) * (1 + (row % 5_000)) / 8m,
            EntryPrice = (100 + row) / 100m,
            EntryDate = entry,
            Class = InvestmentClass.Public,
            Subtype = InvestmentSubtype.Stock,
        };
        return (row % 10) switch
        {
            < 6 => draft,
            6 => draft with { Subtype = null, ExitDate = entry.AddDays(90), ExitPrice = 101.25m },
            < 9 => draft with
            {
                Class = InvestmentClass.Options,
                Subtype = InvestmentSubtype.Call,
                Option = new OptionTerms(draft.Symbol, 50 + (row % 450), new DateOnly(2030, 6, 21), OptionType.Call),
            },
            _ => draft with { Class = InvestmentClass.Private, Subtype = InvestmentSubtype.HedgeFund },
        };
    }
}
