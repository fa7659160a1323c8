using App.Core.Operations;

namespace App.Data.Operations;

/// <summary>Entries of the trail with the addresses of those in it.</summary>
internal static class AuditRows
{
    /// <summary>To be asked of a page of entries: each address is a look-up of its own.</summary>
    public static IQueryable<AuditRow> WithAddresses(this IQueryable<AuditEntry> entries, AppDbContext db) =>
        from entry in entries
        select new AuditRow(
            entry,
            db.Users.Where(user => user.Id == entry.ActorId).Select(user => user.Email).FirstOrDefault(),
            db.Users.Where(user => user.Id == entry.ImpersonatorId).Select(user => user.Email).FirstOrDefault(),
            db.Users.Where(user => user.Id == entry.OwnerId).Select(user => user.Email).FirstOrDefault());
}
