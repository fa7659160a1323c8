namespace App.Core.Calculations;

/// <summary>Keeps the progress of a session's preparation on its row.</summary>
internal sealed class EndOfDayProgress(EndOfDayClaim claim, IEndOfDayStore days, TimeProvider time) : ProgressKeeper(claim.Day.Progress, time)
{
    /// <summary>Ends the day with a fault.</summary>
    public Task FailAsync(string code) => days.FailAsync(
        claim, Failed($"{code}: the preparation failed; the server's log has the cause."), code, Time.GetUtcNow(), CancellationToken.None);

    protected override Task<bool> StoreAsync(RunProgress progress, DateTimeOffset now, CancellationToken cancellationToken) =>
        days.SaveProgressAsync(claim, progress, now, cancellationToken);
}
