namespace App.Core.Operations;

/// <summary>The database could not take a piece of work for a reason that passes (a lost connection, a restart, a busy file), and the tries that are made for it are used up.</summary>
/// <remarks>Nothing of the work is stored. The same work may succeed later as it is.</remarks>
/// <param name="tries">How often it was tried.</param>
/// <param name="innerException">What the last try met.</param>
public sealed class DatabaseUnavailableException(int tries, Exception innerException)
    : Exception(FormattableString.Invariant($"The database could not take this in {tries} tries: {innerException?.Message}"), innerException);
