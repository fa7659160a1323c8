namespace App.Core.Operations;

/// <summary>What one user has asked, by pieces of time: what is stored of it, and what this process has not written yet. Guarded by its owner's lock.</summary>
internal sealed class UserRequests(string subject, IReadOnlyList<RateLimit> limits)
{
    private readonly Dictionary<DateTimeOffset, Cell>[] _pieces = [.. limits.Select(_ => new Dictionary<DateTimeOffset, Cell>())];

    public string Subject => subject;

    /// <summary>True once what is stored of the user has been read.</summary>
    public bool IsLoaded { get; set; }

    /// <summary>The reading under way.</summary>
    public Task? Loading { get; set; }

    /// <summary>When reading is tried again that failed.</summary>
    public DateTimeOffset LoadAgainAt { get; set; }

    /// <summary>Counts one, or says which limit it breaks, of several the one that lasts the longest.</summary>
    public (RateLimit Limit, TimeSpan Wait)? Take(DateTimeOffset now)
    {
        Trim(now);
        (RateLimit Limit, TimeSpan Wait)? broken = null;
        for (var i = 0; i < limits.Count; i++)
        {
            if (WaitAt(i, now) is { } wait && !(broken?.Wait >= wait))
            {
                broken = (limits[i], wait);
            }
        }

        if (broken is null)
        {
            for (var i = 0; i < limits.Count; i++)
            {
                var piece = limits[i].PieceAt(now);
                var cell = _pieces[i].GetValueOrDefault(piece);
                _pieces[i][piece] = cell with { Unwritten = cell.Unwritten + 1 };
            }
        }

        return broken;
    }

    /// <summary>What is to be written.</summary>
    public IEnumerable<RateBucket> Unwritten(DateTimeOffset now)
    {
        Trim(now);
        for (var i = 0; i < limits.Count; i++)
        {
            foreach (var (piece, cell) in _pieces[i])
            {
                if (cell.Unwritten > 0)
                {
                    yield return new RateBucket { Policy = limits[i].Policy, Subject = subject, StartsAt = piece, Count = cell.Unwritten };
                }
            }
        }
    }

    /// <summary>That so much of it was written.</summary>
    public void Written(RateBucket count)
    {
        var pieces = PiecesOf(count.Policy);
        if (pieces.TryGetValue(count.StartsAt, out var cell))
        {
            pieces[count.StartsAt] = new Cell(cell.Stored + count.Count, cell.Unwritten - count.Count);
        }
    }

    /// <summary>What is stored, by all nodes together.</summary>
    public void Stored(RateLimit limit, RateBucket count)
    {
        var pieces = PiecesOf(limit.Policy);
        pieces[count.StartsAt] = pieces.GetValueOrDefault(count.StartsAt) with { Stored = count.Count };
    }

    /// <summary>True when nothing of it counts any more.</summary>
    public bool IsIdle(DateTimeOffset now)
    {
        Trim(now);
        return Loading is null && _pieces.All(pieces => pieces.Count == 0);
    }

    // Nearly every request is far from any limit: then the sum is all that is made.
    private TimeSpan? WaitAt(int index, DateTimeOffset now)
    {
        long sum = 0;
        foreach (var cell in _pieces[index].Values)
        {
            sum += cell.Sum;
        }

        return sum < limits[index].Most ? null
            : RateWindow.WaitAt(limits[index], [.. _pieces[index].Select(piece => new RateCount(piece.Key, piece.Value.Sum))], now);
    }

    private Dictionary<DateTimeOffset, Cell> PiecesOf(string policy)
    {
        for (var i = 0; i < limits.Count; i++)
        {
            if (limits[i].Policy == policy)
            {
                return _pieces[i];
            }
        }

        throw new InvalidOperationException($"{policy} is not counted here.");
    }

    private void Trim(DateTimeOffset now)
    {
        for (var i = 0; i < limits.Count; i++)
        {
            foreach (var piece in _pieces[i].Keys)
            {
                if (!limits[i].Counts(piece, now))
                {
                    _pieces[i].Remove(piece);
                }
            }
        }
    }

    private readonly record struct Cell(int Stored, int Unwritten)
    {
        public int Sum => Stored + Unwritten;
    }
}
