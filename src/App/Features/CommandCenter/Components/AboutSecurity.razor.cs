using App.Core.Market;
using App.Shared;
using Microsoft.AspNetCore.Components;

namespace App.Features.CommandCenter.Components;

/// <summary>Profile, fundamentals, newest close, splits and dividends of a symbol.</summary>
public sealed partial class AboutSecurity
{
    private string? _shown;
    private SecurityView? _view;
    private bool _isUnknown;
    private bool _failed;

    [Inject] private GetSecurity Get { get; set; } = default!;

    [Inject] private ILogger<AboutSecurity> Log { get; set; } = default!;

    /// <summary>The symbol; of an option its underlying.</summary>
    [Parameter, EditorRequired] public string Symbol { get; set; } = default!;

    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => Symbol == _shown ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        (_shown, _view, _isUnknown, _failed) = (Symbol, null, false, false);
        try
        {
            var found = await Get.HandleAsync(Symbol, Lifetime);
            (_view, _isUnknown) = (found.Match<SecurityView?>(view => view, _ => null), !found.IsSuccess);
        }
        catch (OperationCanceledException) when (Lifetime.IsCancellationRequested)
        {
            // The row was closed meanwhile.
        }
#pragma warning disable CA1031 // The border of one part among many.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailure(Log, exception, Symbol);
            _failed = true;
        }
    }

    private IEnumerable<(string Name, string Value)> ProfileOf(SecurityView view)
    {
        var (entry, newest) = (view.Facts.Entry, view.Facts.Newest);
        if (newest is not null)
        {
            yield return ("Newest close", $"{Formats.Price(newest.Close)} of {Formats.Day(newest.Date)}");
            yield return ("From", $"{entry.Source}{(entry.IsSample ? " (made up)" : "")}");
            if (view.IsStale)
            {
                yield return ("Age", $"{Formats.Count(view.SessionsBehind ?? 0)} {(view.SessionsBehind == 1 ? "session" : "sessions")} old{(view.IsTooOld ? ", too old to value by" : "")}");
            }
        }
        else
        {
            yield return ("No price because", entry.Missing ?? "no source was asked yet");
        }

        foreach (var (name, value) in ((string, string?)[])
            [
                ("Kind", entry.Kind),
                ("Sector", entry.Sector),
                ("Industry", entry.Industry),
                ("Exchange", entry.Exchange),
                ("Currency", entry.Currency),
                ("Beta, as a source states it", entry.Beta is { } beta ? Formats.Number(beta) : null),
                ("Dividend yield", entry.DividendYield is { } paid ? Formats.Percent(paid, 2) : null),
            ])
        {
            if (value is not null)
            {
                yield return (name, value);
            }
        }
    }

    // A company's own sums are no amounts of the reader's: they are shown where those are hidden.
    private IEnumerable<(string Name, string Value)> FiguresOf(Fundamentals figures)
    {
        foreach (var (name, value) in ((string, string?)[])
            [
                ("Market value", figures.MarketCap is { } worth ? Short(worth) : null),
                ("Shares outstanding", figures.SharesOutstanding is { } shares ? Formats.Count((long)shares) : null),
                ("Price to earnings", figures.PriceToEarnings is { } earnings ? Formats.Number(earnings) : null),
                ("Price to book", figures.PriceToBook is { } book ? Formats.Number(book) : null),
                ("Earnings per share", figures.EarningsPerShare is { } share ? Formats.Price((decimal)share) : null),
                ("Revenue", figures.Revenue is { } revenue ? Short(revenue) : null),
                ("Dividend per share", figures.DividendPerShare is { } paid ? Formats.Price((decimal)paid) : null),
            ])
        {
            yield return (name, value ?? "not told");
        }
    }

    private string Short(decimal dollars) => Formats.For(Formats.Culture.Name).MoneyShort(dollars);

    private string WordsOf(CorporateAction action) => action.Kind == CorporateActionKind.Dividend
        ? $"{Formats.Price(action.Value, decimals: 4)} a share"
        : action.Value >= 1 ? $"split, {action.Value:0.####} for 1" : $"split, 1 for {1 / action.Value:0.####}";

    [LoggerMessage(Level = LogLevel.Error, Message = "What is known of {Symbol} could not be loaded")]
    private static partial void LogFailure(ILogger log, Exception exception, string symbol);
}
