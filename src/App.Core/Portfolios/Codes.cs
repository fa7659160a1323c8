using System.Collections.Frozen;

namespace App.Core.Portfolios;

/// <summary>
/// The spelling of the domain's enumerations in files, in the API and in the database: one table per type, read both ways. Reading ignores case.
/// </summary>
public static class Codes
{
    /// <summary>PUBLIC, OPTIONS, PRIVATE.</summary>
    public static CodeTable<InvestmentClass> InvestmentClasses { get; } = new(
        (InvestmentClass.Public, "PUBLIC"), (InvestmentClass.Options, "OPTIONS"), (InvestmentClass.Private, "PRIVATE"));

    /// <summary>STOCK, ETF, … OTHER; <c>CRYPTO</c> is read as CRYPTOCURRENCY.</summary>
    public static CodeTable<InvestmentSubtype> InvestmentSubtypes { get; } = new(
        (InvestmentSubtype.Stock, "STOCK"), (InvestmentSubtype.Etf, "ETF"), (InvestmentSubtype.MutualFund, "MUTUAL_FUND"),
        (InvestmentSubtype.Bond, "BOND"), (InvestmentSubtype.Cash, "CASH"), (InvestmentSubtype.Call, "CALL"), (InvestmentSubtype.Put, "PUT"),
        (InvestmentSubtype.PrivateEquity, "PRIVATE_EQUITY"), (InvestmentSubtype.VentureCapital, "VENTURE_CAPITAL"),
        (InvestmentSubtype.HedgeFund, "HEDGE_FUND"), (InvestmentSubtype.PrivateReit, "PRIVATE_REIT"), (InvestmentSubtype.RealEstate, "REAL_ESTATE"),
        (InvestmentSubtype.Cryptocurrency, "CRYPTOCURRENCY"), (InvestmentSubtype.Cryptocurrency, "CRYPTO"), (InvestmentSubtype.Art, "ART"),
        (InvestmentSubtype.MoneyMarket, "MONEY_MARKET"), (InvestmentSubtype.TreasuryBills, "TREASURY_BILLS"),
        (InvestmentSubtype.Commodity, "COMMODITY"), (InvestmentSubtype.Other, "OTHER"));

    /// <summary>CALL, PUT; C and P are read too.</summary>
    public static CodeTable<OptionType> OptionTypes { get; } = new(
        (OptionType.Call, "CALL"), (OptionType.Put, "PUT"), (OptionType.Call, "C"), (OptionType.Put, "P"));

    /// <summary>LONG, SHORT, LC, LP, SC, SP.</summary>
    public static CodeTable<PositionType> PositionTypes { get; } = new(
        (PositionType.Long, "LONG"), (PositionType.Short, "SHORT"), (PositionType.LongCall, "LC"), (PositionType.LongPut, "LP"),
        (PositionType.ShortCall, "SC"), (PositionType.ShortPut, "SP"));

    /// <summary>taxable, ira, roth_ira, 401k, 403b, 529, hsa, trust, other.</summary>
    public static CodeTable<AccountType> AccountTypes { get; } = new(
        (AccountType.Taxable, "taxable"), (AccountType.Ira, "ira"), (AccountType.RothIra, "roth_ira"), (AccountType.Plan401k, "401k"),
        (AccountType.Plan403b, "403b"), (AccountType.Plan529, "529"), (AccountType.Hsa, "hsa"), (AccountType.Trust, "trust"), (AccountType.Other, "other"));

    /// <summary>The subtypes that belong to <paramref name="investmentClass"/>, in the order in which they are listed to users.</summary>
    public static IReadOnlyList<InvestmentSubtype> SubtypesOf(InvestmentClass investmentClass) => investmentClass switch
    {
        InvestmentClass.Public => PublicSubtypes,
        InvestmentClass.Options => OptionSubtypes,
        _ => PrivateSubtypes,
    };

    private static readonly InvestmentSubtype[] PublicSubtypes =
        [InvestmentSubtype.Stock, InvestmentSubtype.Etf, InvestmentSubtype.MutualFund, InvestmentSubtype.Bond, InvestmentSubtype.Cash];

    private static readonly InvestmentSubtype[] OptionSubtypes = [InvestmentSubtype.Call, InvestmentSubtype.Put];

    private static readonly InvestmentSubtype[] PrivateSubtypes =
    [
        InvestmentSubtype.PrivateEquity, InvestmentSubtype.VentureCapital, InvestmentSubtype.HedgeFund, InvestmentSubtype.PrivateReit,
        InvestmentSubtype.RealEstate, InvestmentSubtype.Cryptocurrency, InvestmentSubtype.Art, InvestmentSubtype.MoneyMarket,
        InvestmentSubtype.TreasuryBills, InvestmentSubtype.Cash, InvestmentSubtype.Commodity, InvestmentSubtype.Other,
    ];
}

/// <summary>Names of an enumeration's members, read both ways. Of several names for one member the first is the one written.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class CodeTable<T>
    where T : struct, Enum
{
    private readonly FrozenDictionary<string, T> _values;
    private readonly FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly FrozenDictionary<T, string> _names;

    internal CodeTable(params (T Value, string Name)[] rows)
    {
        _values = rows.ToFrozenDictionary(row => row.Name, row => row.Value, StringComparer.OrdinalIgnoreCase);
        _bySpan = _values.GetAlternateLookup<ReadOnlySpan<char>>();
        _names = rows.DistinctBy(row => row.Value).ToFrozenDictionary(row => row.Value, row => row.Name);
        Names = [.. rows.DistinctBy(row => row.Value).Select(row => row.Name)];
    }

    /// <summary>The names as written, aliases left out, in order of declaration.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The name of <paramref name="value"/> as it is written.</summary>
    public string NameOf(T value) => _names[value];

    /// <summary>Reads a name in any case, aliases included; the text must be trimmed.</summary>
    public bool TryParse(ReadOnlySpan<char> name, out T value) => _bySpan.TryGetValue(name, out value);

    /// <summary>Reads a name that this table wrote.</summary>
    /// <exception cref="FormatException">The name is not in the table.</exception>
    public T Parse(string name) => _values.TryGetValue(name, out var value)
        ? value
        : throw new FormatException($"“{name}” is not one of {string.Join(", ", Names)}.");
}
