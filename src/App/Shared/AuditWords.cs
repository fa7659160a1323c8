using System.Text.Json;
using App.Core.Operations;

namespace App.Shared;

/// <summary>Entries of the audit trail in words.</summary>
public static class AuditWords
{
    /// <summary>Who is told of as gone, where an account has no address any more.</summary>
    public const string Gone = "an account that is gone";

    /// <summary>By which way, as a cell of a table.</summary>
    public static string Of(ActorChannel channel) => channel switch
    {
        ActorChannel.Api => "a program",
        ActorChannel.CommandLine => "a command",
        _ => "a page",
    };

    /// <summary>In whose name it was done, for operators.</summary>
    public static string ActorOf(AuditRow row) =>
        row.Actor ?? (row.Entry.ActorId is not null ? Gone : row.Entry.Channel is ActorChannel.CommandLine ? "a command on the server" : "not signed in");

    /// <summary>By whom it was done, for the user whose account it is.</summary>
    public static string ByWhom(AuditRow row, Guid userId) =>
        row.Entry.ImpersonatorId is not null ? $"{row.Impersonator ?? Gone}, through your eyes"
        : row.Entry.ActorId == userId ? "you"
        : row.Entry.ActorId is not null ? row.Actor ?? Gone
        : row.Entry.Channel is ActorChannel.CommandLine ? "a command on the server"
        : "not signed in yet";

    /// <summary>The details by name, in the order they were written.</summary>
    public static IReadOnlyList<(string Name, string Value)> DetailsOf(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Details is null)
        {
            return [];
        }

        using var details = JsonDocument.Parse(entry.Details);
        return details.RootElement.ValueKind is JsonValueKind.Object
            ? [.. details.RootElement.EnumerateObject().Select(detail => (detail.Name.Replace('_', ' '), detail.Value.ToString()))]
            : [("details", details.RootElement.ToString())];
    }
}
