namespace App.Core.Operations;

/// <summary>Makes several writes one: all of them are kept or none.</summary>
public interface IUnitOfWork
{
    /// <summary>Runs work whose reads and writes, through whatever stores, are one transaction, committed when the work returns. Thrown out of, nothing of it is kept.</summary>
    /// <remarks>
    /// The work is run again from its start when the database asks for it, so it must not keep anything from a try that failed. It does one thing after the other: the transaction has one connection. A store that
    /// takes back what it wrote, because a name is taken for instance, takes back its own part only.
    /// </remarks>
    Task<T> TogetherAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken);
}
