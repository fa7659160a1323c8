using App.Core.Results;

namespace App.Core.Imports.Rules;

/// <summary>The rules of dates: entry (ERR_POS_012 to 015), exit (ERR_POS_018), and the form of every date.</summary>
internal sealed class DateRules(FaultLog faults, DateOnly today)
{
    private const string Form = "YYYY-MM-DD";

    private readonly DateOnly _earliest = today.Year > PositionLimits.EntryDateYears ? today.AddYears(-PositionLimits.EntryDateYears) : DateOnly.MinValue;

    /// <summary>The day of entry; null with a fault.</summary>
    public DateOnly? Entry(CandidateRow row)
    {
        const TemplateColumn column = TemplateColumn.EntryDate;
        if (row.IsEmpty(column))
        {
            faults.Add(PositionErrors.DateRequired, column, $"Entry date is empty. Enter the day of purchase as YYYY-MM-DD.", Form);
            return null;
        }

        if (Read(row, column, PositionErrors.DateFormat) is not { } date)
            return null;
        if (date > today)
        {
            faults.Add(PositionErrors.DateInFuture, column,
                $"Entry date must not be after today, {today:yyyy-MM-dd}; found {date:yyyy-MM-dd}.", "today or earlier");
            return null;
        }

        if (date >= _earliest)
            return date;

        faults.Add(PositionErrors.DateTooOld, column,
            $"Entry date must not be over {PositionLimits.EntryDateYears} years ago, before {_earliest:yyyy-MM-dd}; found {date:yyyy-MM-dd}.", "within 100 years");
        return null;
    }

    /// <summary>The day of exit; null when there is none or with a fault. Not compared with an entry date that is itself at fault.</summary>
    public DateOnly? Exit(CandidateRow row, DateOnly? entry)
    {
        const TemplateColumn column = TemplateColumn.ExitDate;
        if (row.IsEmpty(column) || Read(row, column, PositionErrors.Exit) is not { } date)
            return null;
        if (date > today)
        {
            faults.Add(PositionErrors.Exit, column,
                $"Exit date must not be after today, {today:yyyy-MM-dd}; found {date:yyyy-MM-dd}. Leave it empty while the position is open.", "today or earlier");
            return null;
        }

        if (entry is not { } start || date >= start)
            return date;

        faults.Add(PositionErrors.Exit, column,
            $"Exit date must not be before the entry date {start:yyyy-MM-dd}; found {date:yyyy-MM-dd}.", "the entry date or later");
        return null;
    }

    /// <summary>The day that a filled column names; null with a fault under <paramref name="definition"/>.</summary>
    public DateOnly? Read(CandidateRow row, TemplateColumn column, ErrorDefinition definition)
    {
        if (DateText.TryRead(row.Utf8(column), out var date))
            return date;

        faults.Add(definition, column, $"{column.Sentence()} must be YYYY-MM-DD; found {FoundText.Quote(row[column])}.", Form, DateGuess.For);
        return null;
    }
}
