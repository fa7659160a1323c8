using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class BatchJobs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "attempts",
                table: "batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "channel",
                table: "batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 2);

            migrationBuilder.AddColumn<string>(
                name: "correlation_id",
                table: "batches",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "impersonator_id",
                table: "batches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_async",
                table: "batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "lease_until",
                table: "batches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "retry_of",
                table: "batches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "rights",
                table: "batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "batch_templates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    owner_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    name_key = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    operation_type = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    operations = table.Column<int>(type: "INTEGER", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    saved_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_batch_templates", x => x.id);
                    table.ForeignKey(
                        name: "fk_batch_templates_users_owner_id",
                        column: x => x.owner_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_batches_retry_of",
                table: "batches",
                column: "retry_of");

            migrationBuilder.CreateIndex(
                name: "ix_batch_templates_owner_id_name_key",
                table: "batch_templates",
                columns: new[] { "owner_id", "name_key" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_batches_batches_retry_of",
                table: "batches",
                column: "retry_of",
                principalTable: "batches",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_batches_batches_retry_of",
                table: "batches");

            migrationBuilder.DropTable(
                name: "batch_templates");

            migrationBuilder.DropIndex(
                name: "ix_batches_retry_of",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "attempts",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "channel",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "correlation_id",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "impersonator_id",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "is_async",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "lease_until",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "retry_of",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "rights",
                table: "batches");
        }
    }
}
