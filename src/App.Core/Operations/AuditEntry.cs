using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace App.Core.Operations;

/// <summary>An entry of the audit trail: who did what, when, and whose account it concerns. Never changed and never removed.</summary>
/// <remarks>
/// Each has the hash of the one before it in its own, so that an entry that is altered, left out or put in breaks the chain from there on. It is written in the transaction of
/// what it tells: there is none of what did not happen, and none is missing of what did.
/// </remarks>
public sealed record AuditEntry
{
    /// <summary>What the first entry follows.</summary>
    public const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Its place in the chain, from 1 on, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>When, in whole milliseconds: as exact as every database keeps it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The code of the <see cref="AuditAction"/>.</summary>
    public required string Action { get; init; }

    /// <summary>In whose name.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>The operator who did it through the user's eyes.</summary>
    public Guid? ImpersonatorId { get; init; }

    /// <summary>Whose account it concerns.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>What it was done to.</summary>
    public Guid? TargetId { get; init; }

    /// <summary>By which way.</summary>
    public required ActorChannel Channel { get; init; }

    /// <summary>What finds it in the logs.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>More, as JSON.</summary>
    public string? Details { get; init; }

    /// <summary>The hash of the entry before it, 64 hexadecimal digits.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>Its own.</summary>
    public string Hash { get; init; } = Genesis;

    /// <summary>What its hash has to be: SHA-256 over all of it but the hash, each part with its length, so that no two entries have the same text.</summary>
    public string ComputeHash()
    {
        var text = new StringBuilder();
        foreach (var part in (string?[])
            [
                Sequence.ToString(CultureInfo.InvariantCulture), At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), Action, Text(ActorId), Text(ImpersonatorId), Text(OwnerId), Text(TargetId),
                ((int)Channel).ToString(CultureInfo.InvariantCulture), CorrelationId, Details, PreviousHash,
            ])
        {
            text.Append(CultureInfo.InvariantCulture, $"{part?.Length ?? -1}:{part};");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string? Text(Guid? id) => id?.ToString("N", CultureInfo.InvariantCulture);
}

/// <summary>Where the chain ends.</summary>
/// <param name="Sequence">The place of its last entry; 0 before there is one.</param>
/// <param name="Hash">That entry's hash.</param>
public sealed record AuditHead(long Sequence, string Hash);
