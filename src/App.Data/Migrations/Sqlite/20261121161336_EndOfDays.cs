using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class EndOfDays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "end_of_day_id",
                table: "calculation_runs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "end_of_days",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    session = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    requested_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    forced = table.Column<bool>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    is_prepared = table.Column<bool>(type: "INTEGER", nullable: false),
                    portfolios = table.Column<int>(type: "INTEGER", nullable: false),
                    node = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    fence = table.Column<long>(type: "INTEGER", nullable: false),
                    heartbeat_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    progress = table.Column<string>(type: "TEXT", nullable: false),
                    error_code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_end_of_days", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_calculation_runs_end_of_day_id_status_attempt_id",
                table: "calculation_runs",
                columns: new[] { "end_of_day_id", "status", "attempt", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_end_of_days_created_at",
                table: "end_of_days",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_end_of_days_session_active",
                table: "end_of_days",
                column: "session",
                unique: true,
                filter: "status IN ('Pending', 'Running')");

            migrationBuilder.AddForeignKey(
                name: "fk_calculation_runs_end_of_days_end_of_day_id",
                table: "calculation_runs",
                column: "end_of_day_id",
                principalTable: "end_of_days",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_calculation_runs_end_of_days_end_of_day_id",
                table: "calculation_runs");

            migrationBuilder.DropTable(
                name: "end_of_days");

            migrationBuilder.DropIndex(
                name: "ix_calculation_runs_end_of_day_id_status_attempt_id",
                table: "calculation_runs");

            migrationBuilder.DropColumn(
                name: "end_of_day_id",
                table: "calculation_runs");
        }
    }
}
