using App.Core.Imports.Rules;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Imports;

/// <summary>Checks one position that was typed in by hand, by the rules that hold for files.</summary>
public static class PositionForm
{
    /// <summary>The draft, or every fault of the form, at most one per field, in the order of the template's columns.</summary>
    /// <param name="values">The twelve fields as they were typed.</param>
    /// <param name="today">The user's day; entry and exit may not be after it.</param>
    /// <returns>Errors ERR_POS_001 to 022, their <c>Field</c> a column title; duplicates are the store's to find.</returns>
    public static Result<PositionDraft> Check(CandidateRow values, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(values);
        var faults = new FaultLog();
        var draft = new PositionRules(today, faults).Check(values, line: null);
        return draft is not null ? draft : Result<PositionDraft>.Failed(faults.Errors);
    }
}
