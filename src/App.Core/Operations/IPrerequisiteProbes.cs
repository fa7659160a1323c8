namespace App.Core.Operations;

/// <summary>How the database's schema stands to this program.</summary>
/// <param name="Pending">Migrations of this program that the database lacks, in order.</param>
/// <param name="Unknown">Migrations of the database that this program does not know, in order: a newer program has made them.</param>
public sealed record SchemaState(IReadOnlyList<string> Pending, IReadOnlyList<string> Unknown)
{
    /// <summary>True when the two fit.</summary>
    public bool IsCurrent => Pending.Count == 0 && Unknown.Count == 0;
}

/// <summary>Looks at the schema.</summary>
public interface ISchemaProbe
{
    /// <summary>As of now. A database that does not exist lacks everything.</summary>
    Task<SchemaState> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>How the keys stand that sessions, tokens and secrets are protected with.</summary>
/// <param name="Keys">Keys that are stored.</param>
/// <param name="Unreadable">Those of them that cannot be read.</param>
/// <param name="Works">True when something protected with them can be read again.</param>
public sealed record KeyState(int Keys, int Unreadable, bool Works);

/// <summary>Looks at the keys.</summary>
public interface IKeyProbe
{
    /// <summary>As of now; makes the first key where there is none.</summary>
    KeyState Read();
}

/// <summary>A source of prices that is configured.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fault">Why it cannot be used; null when it can, as far as that shows without asking it.</param>
public sealed record SourceState(string Name, string? Fault);

/// <summary>Looks at the sources of prices.</summary>
public interface ISourceProbe
{
    /// <summary>Those that are configured, in order. None of them is asked anything.</summary>
    IReadOnlyList<SourceState> Read();
}
