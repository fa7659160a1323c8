namespace App.Core.Calculations;

/// <summary>Keeps the progress of a session's preparation on its row.</summary>
internal sealed class EndOfDayProgress(EndOfDayClaim claim, IEndOfDayStore days, TimeProvider time) : ProgressKeeper(claim.Day.Progress, time)
{
    /// <summary>Ends the day with a fault.</summary>
    public Task FailAsync(string code, string reason) => days.FailAsync(
        claim, Failed($"{code}: {reason}."), code, Time.GetUtcNow(), CancellationToken.None);

    protected override Task<bool> StoreAsync(RunProgress progress, DateTimeOffset now, CancellationToken cancellationToken) =>
        days.SaveProgressAsync(claim, progress, now, cancellationToken);
}
