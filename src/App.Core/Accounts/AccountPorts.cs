namespace App.Core.Accounts;

/// <summary>The codes of authenticator apps that were used.</summary>
public interface IUsedCodes
{
    /// <summary>Uses the code of a step up, and with it those of all steps before it.</summary>
    /// <returns>True for the first who asks; false when that step or a later one was used already.</returns>
    Task<bool> TakeAsync(Guid userId, long step, CancellationToken cancellationToken);
}
