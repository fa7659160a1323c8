using App.Core.Imports.Rules;

namespace App.Core.Imports.Brokers.Mapping;

/// <summary>Guesses what the columns of a table hold: by their arithmetic, their titles, their values, in this order of weight.</summary>
/// <remarks>One table, one guesser. No field is given to two columns, and no column two fields.</remarks>
internal sealed class ColumnGuesser
{
    private readonly TableShape _table;
    private readonly List<ColumnProfile> _columns;
    private readonly Dictionary<int, (PositionField Field, GuessEvidence Evidence, string Reason)> _guesses = [];
    private readonly HashSet<PositionField> _taken = [];

    private ColumnGuesser(TableShape table, TableDialect dialect, Func<string, PositionField?> find)
    {
        _table = table;
        _columns = [.. table.Titles.Select((title, index) => ColumnProfile.Of(index, TitleGuess.Of(title, find), table.Rows, dialect))];
    }

    /// <summary>The columns with their guesses.</summary>
    /// <param name="table">The table.</param>
    /// <param name="dialect">How it writes numbers and days.</param>
    /// <param name="find">The field that the file's layout takes a title for.</param>
    public static IReadOnlyList<ColumnGuess> Guess(TableShape table, TableDialect dialect, Func<string, PositionField?> find)
    {
        var guesser = new ColumnGuesser(table, dialect, find);
        guesser.ByArithmetic();
        guesser.ByDifference();
        guesser.ByTitle(find);
        guesser.ByDifference();
        guesser.ByNearTitle();
        guesser.ByValues();
        return [.. guesser._columns.Select(guesser.GuessOf)];
    }

    private void ByArithmetic()
    {
        foreach (var (column, field, reason) in FigureRoles.Of(_columns, NameOf))
            TakeFigure(column, field, reason);
    }

    private void TakeFigure(ColumnProfile column, PositionField field, string reason)
    {
        var isTitled = column.Title.Meanings.Any(meaning => meaning.Field == field);
        var evidence = !isTitled ? GuessEvidence.Values : column.Title.IsNear ? GuessEvidence.NearTitle : GuessEvidence.Title;
        Take(column, field, evidence, isTitled ? $"{ByTitle(column, field)} {reason}" : $"{NameOf(column)} holds numbers: {reason}");
    }

    // Certain titles first: a title that may mean several things takes what is left of them.
    private void ByTitle(Func<string, PositionField?> find)
    {
        foreach (var column in Open().Where(column => !column.Title.IsNear && find(_table.Titles[column.Index]) is not null && MeaningsOf(column).Count == 1))
            TakeTitle(column);
        foreach (var column in Open().Where(column => !column.Title.IsNear && MeaningsOf(column).Count == 1))
            TakeTitle(column);
        foreach (var column in Open().Where(column => !column.Title.IsNear))
            TakeTitle(column);
    }

    private void ByNearTitle()
    {
        foreach (var column in Open())
            TakeTitle(column);
    }

    private void TakeTitle(ColumnProfile column)
    {
        var free = MeaningsOf(column).Select(meaning => meaning.Field).Where(field => !_taken.Contains(field)).ToList();
        if (free.Count == 0)
            return;
        var field = free.Exists(column.Resembles) ? free.Find(column.Resembles) : free[0];
        Take(column, field, column.Title.IsNear ? GuessEvidence.NearTitle : GuessEvidence.Title, ByTitle(column, field));
    }

    // Value less cost is the gain: whichever of the two no title tells, or a title tells wrongly.
    private void ByDifference()
    {
        if (Likely(PositionField.Value) is not { } value)
            return;
        if (Likely(PositionField.Gain) is { } gain)
        {
            if (CostOf() is null && Find([value, gain], column => Arithmetic.Difference(value.Numbers, column.Numbers, gain.Numbers)) is { } cost)
                TakeFigure(cost.Column, PositionField.TotalCost, $"{NameOf(value)} − {NameOf(cost.Column)} = {NameOf(gain)} in {cost.Hits} of {cost.Rows} rows.");
        }
        else if (CostOf() is { } known && Find([value], column => Arithmetic.Difference(value.Numbers, known.Numbers, column.Numbers)) is { } found)
        {
            TakeFigure(found.Column, PositionField.Gain, $"{NameOf(value)} − {known.Name} = {NameOf(found.Column)} in {found.Hits} of {found.Rows} rows.");
        }
    }

    private ColumnProfile? Likely(PositionField field) =>
        ColumnOf(field) ?? Open().Find(column => column.IsNumeric && !column.Title.IsNear && MeaningsOf(column) is [var first, ..] && first.Field == field);

    // What all of it cost: a column, or the product of two.
    private (double?[] Numbers, string Name)? CostOf()
    {
        if ((ColumnOf(PositionField.TotalCost) ?? ColumnOf(PositionField.Cost)) is { } cost)
            return (cost.Numbers, NameOf(cost));
        return ColumnOf(PositionField.Quantity) is { } quantity && ColumnOf(PositionField.CostPerShare) is { } each
            ? ([.. quantity.Numbers.Zip(each.Numbers, (one, other) => one * other)], $"{NameOf(quantity)} × {NameOf(each)}")
            : null;
    }

    private (ColumnProfile Column, int Hits, int Rows)? Find(ColumnProfile[] others, Func<ColumnProfile, (int Hits, int Rows)?> check)
    {
        foreach (var column in Open().Where(column => column.IsNumeric && !column.Title.IsDerived && !others.Contains(column)))
        {
            if (check(column) is { } found)
                return (column, found.Hits, found.Rows);
        }

        return null;
    }

    private void ByValues()
    {
        var open = Open().Where(column => !column.IsEmpty && !column.Title.IsDerived && (column.Title.Meanings.Count == 0 || column.Title.IsNear)).ToList();
        TakeFirst(open, PositionField.SecurityId, column => column.IsinShare >= 0.8 || column.IsCusips, "holds numbers of securities with the right check digit");
        TakeFirst(open, PositionField.Currency, column => column.CurrencyShare >= 0.8, "holds codes of currencies");
        TakeFirst(open, PositionField.SecurityType, column => column.KindShare >= 0.8, "holds words for sorts of securities");
        TakeFirst(open, PositionField.Symbol, column => column.SymbolShare >= 0.8 && column.CurrencyShare < 0.5 && column.DistinctShare >= 0.6, "holds what look like symbols");
        TakeFirst(open, PositionField.Description, column => column.FilledShare >= 0.5 && column.NameShare >= 0.5 && column.DistinctShare >= 0.6 && column.KindShare < 0.5, "holds names in words");
        TakeFirst(open, PositionField.AsOf, column => column.IsOneDay && column.DistinctShare < 1, "holds the same day in every row");
        TakeFirst(open, PositionField.OpenDate, column => column.DayShare >= 0.8 && !column.IsOneDay, "holds days that differ from row to row");
        TakeNumbers([.. open.Where(column => column.IsNumeric && column.DayShare < 0.8)]);
    }

    private void TakeFirst(List<ColumnProfile> open, PositionField field, Func<ColumnProfile, bool> holds, string what)
    {
        if (!_taken.Contains(field) && open.Find(column => !_guesses.ContainsKey(column.Index) && holds(column)) is { } found)
            Take(found, field, GuessEvidence.Values, $"{NameOf(found)} {what}: taken for {field.Words()}.");
    }

    // Without titles and without arithmetic: counts are whole more often than prices, and stand before them.
    private void TakeNumbers(List<ColumnProfile> open)
    {
        var numbers = open.Where(column => !_guesses.ContainsKey(column.Index)).ToList();
        if (!_taken.Contains(PositionField.Quantity) && (numbers.Find(column => column.MoneyShare == 0 && column.WholeShare >= 0.5) ?? numbers.Find(column => column.MoneyShare == 0)) is { } count)
        {
            Take(count, PositionField.Quantity, GuessEvidence.Values, $"{NameOf(count)} holds numbers that no title explains: taken for {PositionField.Quantity.Words()}.");
            numbers.Remove(count);
        }

        var hasMoney = _taken.Any(field => field is PositionField.Price or PositionField.Value or PositionField.TotalCost or PositionField.CostPerShare or PositionField.Cost);
        if (!hasMoney && numbers is [var only])
            Take(only, PositionField.Price, GuessEvidence.Values, $"{NameOf(only)} holds the only other numbers: taken for {PositionField.Price.Words()}.");
    }

    // An empty column has what another cannot give only when no other wants it.
    private List<ColumnProfile> Open() => [.. _columns.Where(column => !_guesses.ContainsKey(column.Index)).OrderBy(column => column.IsEmpty)];

    private static List<TitleMeaning> MeaningsOf(ColumnProfile column) => [.. column.Title.Meanings.Where(meaning => column.CanBe(meaning.Field))];

    private ColumnProfile? ColumnOf(PositionField field) => _columns.Find(column => _guesses.TryGetValue(column.Index, out var guess) && guess.Field == field);

    private void Take(ColumnProfile column, PositionField field, GuessEvidence evidence, string reason)
    {
        _guesses[column.Index] = (field, evidence, reason);
        _taken.Add(field);
    }

    private ColumnGuess GuessOf(ColumnProfile column)
    {
        var title = ShownTitle(_table.Titles[column.Index]);
        return _guesses.TryGetValue(column.Index, out var guess)
            ? new(column.Index, title, column.Samples, guess.Field, guess.Evidence, guess.Reason)
            : new(column.Index, title, column.Samples, null, GuessEvidence.None, WhyNot(column));
    }

    private string WhyNot(ColumnProfile column)
    {
        if (column.Title.IsDerived)
            return $"{NameOf(column)} follows from the other figures: not needed.";
        if (column.Title.Meanings is not [var first, ..])
            return column.IsEmpty ? $"{NameOf(column)} holds nothing." : $"Nothing tells what {NameOf(column)} holds.";
        return ColumnOf(first.Field) is { } other && column.CanBe(first.Field)
            ? $"{NameOf(column)} could be {first.Field.Words()}, which {NameOf(other)} was taken for."
            : $"{NameOf(column)} reads like {first.Field.Words()}, but holds something else.";
    }

    private string ByTitle(ColumnProfile column, PositionField field)
    {
        var language = column.Title.Meanings.First(meaning => meaning.Field == field).Language;
        return column.Title.IsNear ? $"{NameOf(column)} is nearly a title of {field.Words()}."
            : language.Length > 0 ? $"{NameOf(column)} is a {language} title of {field.Words()}."
            : $"{NameOf(column)} is a title of {field.Words()}.";
    }

    private string NameOf(ColumnProfile column) => FoundText.Quote(ShownTitle(_table.Titles[column.Index]));

    private static string ShownTitle(string title) => FoundText.Clip(AccountMask.Text(title));
}
