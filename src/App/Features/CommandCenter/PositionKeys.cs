namespace App.Features.CommandCenter;

/// <summary>What each column sorts by. The figures of a column's first line: of theta what the position loses, not a share.</summary>
internal static class PositionKeys
{
    /// <summary>The key of a row; null when the row has none.</summary>
    public static Func<PositionRow, IComparable?> Of(PositionColumn column) => column switch
    {
        PositionColumn.Position => row => row.Position.UnderlyingSymbol ?? row.Position.Symbol,
        PositionColumn.Class => row => row.Position.Class,
        PositionColumn.Side => row => row.Position.Type,
        PositionColumn.Sector => row => row.Sector,
        PositionColumn.Underlying => row => row.Position.UnderlyingSymbol,
        PositionColumn.Expiration => row => row.Position.ExpirationDate,
        PositionColumn.Quantity => row => row.Quantity,
        PositionColumn.Price => row => row.Price,
        PositionColumn.PriceSource => row => row.PriceSource,
        PositionColumn.Value => row => row.Value,
        PositionColumn.Weight => row => row.Weight,
        PositionColumn.Day => row => row.DayPnl,
        PositionColumn.Pnl => row => row.Pnl,
        PositionColumn.Return => row => row.Return,
        PositionColumn.Cost => row => row.Cost,
        PositionColumn.EntryPrice => row => row.EntryPrice,
        PositionColumn.Entered => row => row.Position.EntryDate,
        PositionColumn.Exposure => row => row.Risk.Exposure.Value,
        PositionColumn.Beta => row => row.Risk.Beta.Value,
        PositionColumn.Volatility => row => row.Risk.Volatility.Value,
        PositionColumn.Delta => row => row.Risk.Greeks.Value?.Delta,
        PositionColumn.Gamma => row => row.Risk.Greeks.Value?.Gamma,
        PositionColumn.Theta => row => row.Risk.Greeks.Value?.PositionTheta,
        PositionColumn.Vega => row => row.Risk.Greeks.Value?.PositionVega,
        PositionColumn.Rho => row => row.Risk.Greeks.Value?.PositionRho,
        PositionColumn.ImpliedVolatility => row => row.Risk.Greeks.Value?.Volatility,
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "There is no such column."),
    };
}
