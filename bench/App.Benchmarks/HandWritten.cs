using App.Core.Portfolios;

namespace App.Benchmarks;

/// <summary>Stores a portfolio and its positions as somebody would who writes for these two tables and one database only.</summary>
internal interface IHandWritten
{
    Task AddAsync(Portfolio portfolio, List<Position> positions);
}

/// <summary>The statements and spellings that both hand-written ways share.</summary>
internal static class HandWritten
{
    public const string PortfolioColumns =
        "id, owner_id, name, account_name, account_key, account_type, equity_balance, equity_as_of, description, net_asset_value, positions_version, created_at, deleted_at";

    public const string PositionColumns =
        "id, portfolio_id, ordinal, symbol, quantity, entry_price, entry_date, class, subtype, type, underlying_symbol, strike_price, expiration_date, "
        + "option_type, exit_date, exit_price, lot_key";

    public static string ClassOf(Position row) => row.Class switch
    {
        InvestmentClass.Public => "PUBLIC",
        InvestmentClass.Options => "OPTIONS",
        _ => "PRIVATE",
    };

    public static string? SubtypeOf(Position row) => row.Subtype switch
    {
        null => null,
        InvestmentSubtype.Stock => "STOCK",
        InvestmentSubtype.Call => "CALL",
        _ => "HEDGE_FUND",
    };

    public static string TypeOf(Position row) => row.Type switch
    {
        PositionType.Long => "LONG",
        PositionType.Short => "SHORT",
        PositionType.LongCall => "LC",
        _ => "SC",
    };

    public static string? OptionTypeOf(Position row) => row.OptionType is null ? null : "CALL";
}
