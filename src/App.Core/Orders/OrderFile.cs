using System.Globalization;
using App.Core.Imports.Csv;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Orders;

/// <summary>Writes orders as a file in a plain layout: one a row, the newest first, text guarded against spreadsheets that would run it.</summary>
/// <remarks>No side effects. Errors: VALIDATION_ERROR when there are more orders than a file has room for: half of them would pass for all.</remarks>
public sealed class OrderFile(IOrderStore orders)
{
    /// <summary>The most rows of a file.</summary>
    public const int MostRows = 10_000;

    /// <summary>The name to save it under.</summary>
    public const string FileName = "ballast-orders.csv";

    private static readonly string[] Titles =
    [
        "Order Id", "Trade Date", "Portfolio", "Account", "Symbol", "Side", "Quantity", "Limit Price", "Status", "Filled Quantity", "Filled Price", "Notes", "Created At", "Portfolio Id", "Rebalance Id",
    ];

    /// <summary>Writes those of a query.</summary>
    public async Task<Result<string>> HandleAsync(Guid ownerId, OrderQuery query, CancellationToken cancellationToken)
    {
        var page = await orders.RowsAsync(ownerId, query, MostRows, cancellationToken);
        return page.Total > MostRows
            ? RequestErrors.Validation.Because($"There are {page.Total} such orders; a file has at most {MostRows}. Ask for those of a portfolio, a status or a rebalance.")
            : Write(page.Items);
    }

    private static string Write(IReadOnlyList<OrderRow> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var table = new CsvTableWriter(text);
        table.WriteRow(Titles);
        foreach (var (order, portfolio, account) in rows)
        {
            table.WriteRow(
                order.Id.ToString(), order.TradeDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), portfolio, account, order.Symbol, OrderCodes.Sides.NameOf(order.Side), Text(order.Quantity), Text(order.LimitPrice),
                OrderCodes.Statuses.NameOf(order.Status), Text(order.FilledQuantity), Text(order.FilledPrice), order.Notes, order.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                order.PortfolioId.ToString(), order.RebalanceId?.ToString());
        }

        return text.ToString();
    }

    private static string? Text(decimal? figure) => figure?.ToString("0.############################", CultureInfo.InvariantCulture);
}
