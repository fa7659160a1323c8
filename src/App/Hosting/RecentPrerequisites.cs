using App.Core.Operations;

namespace App.Hosting;

/// <summary>The prerequisites as they were some seconds ago at most: anybody may ask for them, and as often as they like.</summary>
internal sealed class RecentPrerequisites(CheckPrerequisites check, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private IReadOnlyList<Prerequisite> _found = [];
    private DateTimeOffset _goodUntil;

    public async Task<IReadOnlyList<Prerequisite>> ReadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (time.GetUtcNow() >= _goodUntil)
            {
                _found = await check.HandleAsync(cancellationToken);
                _goodUntil = time.GetUtcNow() + KeptFor;
            }

            return _found;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
