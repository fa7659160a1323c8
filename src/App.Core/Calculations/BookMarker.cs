using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Snapshots;

namespace App.Core.Calculations;

/// <summary>Loads a book's prices once and marks every position on every session needed.</summary>
/// <remarks>Side effects: none. A position without a price is marked at its entry price and noted; nothing here fails for want of data.</remarks>
public sealed class BookMarker(IPriceStore prices, TradingCalendar calendar, CalculationOptions options)
{
    // Changes when the rules below do, so that results computed by other rules are not taken for unchanged.
    private const string Rules = "marks/1";

    // Sessions before the first one within which a price may be carried into it.
    private const int CarryDays = 10;

    /// <summary>Marks the book from the session before <paramref name="first"/> to <paramref name="last"/>.</summary>
    /// <param name="book">The book.</param>
    /// <param name="first">The first session needed.</param>
    /// <param name="last">The last one, not before <paramref name="first"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<MarkedBook> MarkAsync(Book book, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        var sessions = calendar.Sessions(first > calendar.First.AddDays(CarryDays) ? calendar.PreviousSession(first) : first, last).ToArray();
        var needs = PriceNeeds.Of(book, last).ToDictionary(
            need => need.Symbol, need => Earlier(need.From, sessions[0].AddDays(-CarryDays)), StringComparer.Ordinal);
        var from = needs.Values.DefaultIfEmpty(sessions[0]).Min();
        var loaded = await prices.LoadAsync(needs.Keys, from, last, cancellationToken);
        var securities = await prices.SecuritiesAsync(needs.Keys, cancellationToken);
        var aligned = loaded.Values.ToDictionary(series => series.Symbol, series => Align(series, needs[series.Symbol], last), StringComparer.Ordinal);

        var marks = new MarkMatrix(book.Positions.Count, sessions);
        var notes = new MarkNote[book.Positions.Count];
        for (var i = 0; i < book.Positions.Count; i++)
        {
            var position = book.Positions[i];
            var series = position.PricedBy is { } symbol ? aligned.GetValueOrDefault(symbol) : null;
            var dividends = position.PricedBy is { } paid ? securities.GetValueOrDefault(paid)?.DividendYield ?? 0 : 0;
            notes[i] = MarkPosition(marks, i, position, series, new OptionMarket(options.RiskFreeRate, Math.Log(1 + dividends)));
        }

        return new MarkedBook(
            book, [.. book.Positions.Select(LedgerPosition.Of)], marks, notes, WarningsOf(book, marks, notes, last), IdentityOf(book, marks));
    }

    private MarkNote MarkPosition(MarkMatrix marks, int row, Position position, AlignedSeries? series, in OptionMarket market)
    {
        var sessions = marks.Sessions;
        var last = sessions.Length - 1;
        if (position.Option is { } terms && series is not null)
        {
            var option = OptionMarks.Row(new OptionEntry(terms, position.EntryDate, position.EntryPrice), series.ToUnderlying(), market, calendar);
            var shown = option.AsSpan(option.Length - sessions.Length);
            for (var i = 0; i < shown.Length; i++)
            {
                marks[row, i] = shown[i].Mark;
            }

            return NoteOf(position, series, shown[last], sessions[last]);
        }

        if (series is not null)
        {
            var quoted = new Mark[sessions.Length];
            StalePrice.Fill(series.Closes, position.EntryPrice, quoted);
            marks.SetRow(row, quoted);
            return NoteOf(position, series, quoted[last], sessions[last]);
        }

        // A money-market fund is worth 1 by what it is, whether a source knows it or not.
        var constant = position is { Class: InvestmentClass.Public, Subtype: InvestmentSubtype.Cash }
            ? new Mark(1, MarkSource.Quoted)
            : new Mark(position.EntryPrice, MarkSource.Entry);
        for (var i = 0; i < sessions.Length; i++)
        {
            marks[row, i] = constant;
        }

        return constant.Source == MarkSource.Quoted
            ? new MarkNote(sessions[last], "money-market fund at 1")
            : new MarkNote(position.EntryDate, position.Class == InvestmentClass.Private ? "private, held at its entry price" : "no market price");
    }

    private static MarkNote NoteOf(Position position, AlignedSeries series, in Mark mark, DateOnly session) => mark.Source switch
    {
        MarkSource.Quoted => new MarkNote(session, null),
        MarkSource.Stale => new MarkNote(series.LastPriceDate, $"last price of {Iso(series.LastPriceDate)}"),
        _ => new MarkNote(position.EntryDate, "no market price for over five sessions"),
    };

    private static MarkNote NoteOf(Position position, AlignedSeries series, in OptionMark option, DateOnly session)
    {
        if (option.Mark.Source == MarkSource.Entry)
        {
            return new MarkNote(position.EntryDate, $"no price of {position.UnderlyingSymbol}");
        }

        var date = option.Mark.Source == MarkSource.Model ? session : series.LastPriceDate;
        return new MarkNote(date, option.Volatility switch
        {
            { } volatility => string.Create(CultureInfo.InvariantCulture, $"model, volatility {volatility.Value:P1} {volatility.Source switch
            {
                VolatilitySource.EntryImplied => "implied by the entry",
                VolatilitySource.Realised => "realised over 63 sessions",
                _ => "by default",
            }}"),
            _ when position.ExpirationDate <= session => "expired, at its value then",
            _ => null,
        });
    }

    private AlignedSeries Align(PriceSeries series, DateOnly from, DateOnly to)
    {
        var sessions = calendar.Sessions(from < calendar.First ? calendar.First : from, to).ToArray();
        var closes = new decimal?[sessions.Length];
        var adjusted = new double?[sessions.Length];
        for (int i = 0, j = 0; i < sessions.Length; i++)
        {
            while (j < series.Dates.Length && series.Dates[j] < sessions[i])
            {
                j++;
            }

            if (j < series.Dates.Length && series.Dates[j] == sessions[i])
            {
                (closes[i], adjusted[i]) = (series.Closes[j], series.TotalReturnIndex[j]);
            }
        }

        return new AlignedSeries(sessions, closes, adjusted, series.Dates[^1]);
    }

    private static List<string> WarningsOf(Book book, MarkMatrix marks, MarkNote[] notes, DateOnly session)
    {
        List<string> warnings = [];
        var sources = marks.SourcesOn(marks.Sessions.Length - 1);
        for (var i = 0; i < notes.Length; i++)
        {
            var position = book.Positions[i];
            if (sources[i] == MarkSource.Stale && LedgerPosition.Of(position).IsHeldAt(session))
            {
                warnings.Add($"{position.Symbol} has no price of {Iso(session)}: its {notes[i].Text} is carried forward.");
            }
        }

        return [.. warnings.Distinct(StringComparer.Ordinal)];
    }

    private static string IdentityOf(Book book, MarkMatrix marks)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(string.Create(
            CultureInfo.InvariantCulture,
            $"{Rules};{book.Portfolio.Id};{book.Portfolio.PositionsVersion};{book.Portfolio.EquityBalance};{book.Portfolio.EquityAsOf:yyyyMMdd};{marks.Sessions[^1]:yyyyMMdd};"));
        var last = marks.Sessions.Length - 1;
        for (var i = 0; i < book.Positions.Count; i++)
        {
            // The day before counts too: the day's profit is taken from it.
            Append(string.Create(CultureInfo.InvariantCulture, $"{book.Positions[i].Id};{marks[i, last].Price};{marks[i, last].Source};{marks[i, Math.Max(0, last - 1)].Price};"));
        }

        return Convert.ToHexString(hash.GetHashAndReset());

        void Append(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
    }

    private static DateOnly Earlier(DateOnly left, DateOnly right) => left < right ? left : right;

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record AlignedSeries(DateOnly[] Sessions, decimal?[] Closes, double?[] Adjusted, DateOnly LastPriceDate)
    {
        public UnderlyingSeries ToUnderlying() => new(Sessions, Closes, Adjusted);
    }
}
