using Microsoft.AspNetCore.Components;

namespace App.Features.CommandCenter;

/// <summary>A note of the report.</summary>
/// <param name="Id">That of the explanation.</param>
/// <param name="Title">What it explains.</param>
/// <param name="Content">What it says.</param>
public sealed record ReportNote(string Id, string Title, RenderFragment Content);

/// <summary>What stands behind a question mark on the screen and would be lost on paper: each explanation gives its text here and a number in its place, and all are written at the end.</summary>
/// <param name="address">The address of the report, which its links to notes begin with.</param>
public sealed class ReportNotes(string address)
{
    private readonly List<ReportNote> _notes = [];

    /// <summary>Something was added or is written anew.</summary>
    public event Action? Changed;

    /// <summary>The notes, in the order of their numbers.</summary>
    public IReadOnlyList<ReportNote> All => _notes;

    /// <summary>Takes an explanation; one that was given before keeps its number.</summary>
    /// <returns>Its number, from 1.</returns>
    public int Add(string id, string title, RenderFragment content)
    {
        var index = _notes.FindIndex(note => note.Id == id);
        if (index < 0)
        {
            index = _notes.Count;
            _notes.Add(new(id, title, content));
        }
        else
        {
            _notes[index] = new(id, title, content);
        }

        Changed?.Invoke();
        return index + 1;
    }

    /// <summary>Where a note is.</summary>
    public string AddressOf(string id) => $"{address}#note-{id}";
}
